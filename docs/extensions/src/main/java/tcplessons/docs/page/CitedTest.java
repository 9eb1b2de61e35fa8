package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.asciidoctor.ast.Document;

/**
 * A test of a lesson that a page cites.
 *
 * @param module the folder of its module, relative to the project
 * @param type the name of its class
 * @param line the line of its method, counted from 1
 */
record CitedTest(String module, Path file, String type, String method, int line) {

  private static final Pattern CITATION = Pattern.compile("\\btest:(\\w+)\\[(\\w+)]");

  /** The module of the recorder, whose tests the page about it cites. */
  private static final String RUNS = "docs/runs";

  /** The test of that name, in the first lesson that has one, or else in the recorder. */
  static Optional<CitedTest> find(Path root, String type, String method) {
    try {
      for (var module : modules(root)) {
        try (var files = Files.walk(root.resolve(module).resolve("src/test/java"))) {
          for (var file : files.filter(path -> path.endsWith(type + ".java")).sorted().toList()) {
            int line = line(file, method);
            if (line > 0) {
              return Optional.of(new CitedTest(module, file, type, method, line));
            }
          }
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> modules(Path root) throws IOException {
    var modules = new ArrayList<String>();
    try (var lessons = Files.newDirectoryStream(root, "lesson-*")) {
      lessons.forEach(lesson -> modules.add(lesson.getFileName().toString()));
    }
    Collections.sort(modules);
    if (Files.exists(root.resolve(RUNS))) {
      modules.add(RUNS);
    }
    return modules;
  }

  /** The tests that a page cites; those that do not exist are left out. */
  static List<CitedTest> allOf(Document page, Path root) throws IOException {
    var text = Files.readString(Path.of(page.getAttribute("docfile").toString()));
    return CITATION
        .matcher(text)
        .results()
        .flatMap(citation -> find(root, citation.group(1), citation.group(2)).stream())
        .toList();
  }

  private static int line(Path file, String method) throws IOException {
    var lines = Files.readAllLines(file);
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).contains("void " + method + "(")) {
        return at + 1;
      }
    }
    return 0;
  }

  /** The file relative to the project's folder, with slashes. */
  String path(Path root) {
    var path = root.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    return path.toString().replace('\\', '/');
  }

  /** What the files of titles call it. */
  String key() {
    return type + "." + method;
  }

  /** Runs this test alone, in the project's folder; Maven prints its name and result. */
  String command() {
    // The recorder depends on modules that have no such test.
    var others = module.equals(RUNS) ? " -am -Dsurefire.failIfNoSpecifiedTests=false" : "";
    return "mvn test -pl %s%s -Dsurefire.reportFormat=plain -Dtest=%s#%s"
        .formatted(module, others, type, method);
  }
}
