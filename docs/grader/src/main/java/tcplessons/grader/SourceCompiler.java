package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java files in this JVM. */
final class SourceCompiler {

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /**
   * What came of it.
   *
   * @param mainClass the class to run; empty if there is none, or an error
   * @param error the first error
   * @param warnings one line each
   */
  record Result(Optional<String> mainClass, Optional<Error> error, List<String> warnings) {}

  /**
   * @param code the line of the source
   */
  record Error(Path file, long line, long column, String message, String code) {}

  private SourceCompiler() {}

  /**
   * Compiles a file, and the files beside it that it uses.
   *
   * @param classes the folder for the classes, which loses all others
   */
  static Result compile(Path source, Path classes, String classPath) throws IOException {
    clear(classes);
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var options =
        List.of(
            "-d",
            classes.toString(),
            "-cp",
            classPath,
            "-sourcepath",
            source.toAbsolutePath().getParent().toString(),
            "-proc:none",
            "-Xlint:all,-path",
            "-Xdiags:compact");
    boolean compiled;
    try (var manager = COMPILER.getStandardFileManager(diagnostics, Locale.ENGLISH, UTF_8)) {
      var unit = new AnyClassName(manager.getJavaFileObjects(source).iterator().next());
      compiled = COMPILER.getTask(null, manager, diagnostics, options, null, List.of(unit)).call();
    }
    var warnings = new ArrayList<String>();
    var error = Optional.<Error>empty();
    for (var each : diagnostics.getDiagnostics()) {
      if (each.getKind() == Diagnostic.Kind.ERROR) {
        error = error.or(() -> Optional.of(error(source, each)));
      } else {
        warnings.add(each.getLineNumber() + ": " + each.getMessage(Locale.ENGLISH));
      }
    }
    return new Result(
        compiled ? mainClass(source, classes) : Optional.empty(), error, List.copyOf(warnings));
  }

  /** The name of a public class need not be that of the file: {@code java FILE} allows it, too. */
  private static final class AnyClassName extends ForwardingJavaFileObject<JavaFileObject> {
    AnyClassName(JavaFileObject file) {
      super(file);
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  private static Error error(Path source, Diagnostic<? extends JavaFileObject> diagnostic) {
    var file = diagnostic.getSource() == null ? source : Path.of(diagnostic.getSource().getName());
    return new Error(
        file,
        diagnostic.getLineNumber(),
        diagnostic.getColumnNumber(),
        diagnostic.getMessage(Locale.ENGLISH),
        line(file, diagnostic.getLineNumber()));
  }

  static String line(Path file, long number) {
    try (var lines = Files.lines(file)) {
      return lines.skip(Math.max(0, number - 1)).findFirst().orElse("");
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }

  /** The class of that name if it has a main method, or else the first one that has. */
  private static Optional<String> mainClass(Path source, Path classes) throws IOException {
    var name = source.getFileName().toString().replace(".java", "");
    try (var files = Files.walk(classes)) {
      return files
          .filter(file -> file.toString().endsWith(".class") && hasMain(file))
          .map(file -> classes.relativize(file).toString().replace(".class", ""))
          .map(path -> path.replace('/', '.').replace('\\', '.'))
          .min(
              Comparator.comparing((String each) -> !each.equals(name))
                  .thenComparing(each -> each));
    }
  }

  private static boolean hasMain(Path classFile) {
    try {
      return ClassFile.of().parse(classFile).methods().stream()
          .anyMatch(method -> method.methodName().equalsString("main"));
    } catch (IOException _) {
      return false;
    }
  }

  private static void clear(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }
}
