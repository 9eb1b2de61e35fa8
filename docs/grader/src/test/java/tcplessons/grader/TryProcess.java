package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command line of a lesson in a process of its own, with a copy of an exercise. */
final class TryProcess implements AutoCloseable {

  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private final Process process;
  private final Path out;

  private TryProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** A lesson's folder with these exercises, in a path with a space and Korean. */
  static Path lesson(Path folder, String module, String... ids) throws IOException {
    var lesson = folder.resolve("내 문서 p").resolve(module);
    for (var id : ids) {
      copy(module, id, lesson);
    }
    return lesson;
  }

  private static void copy(String module, String id, Path lesson) throws IOException {
    var from = ROOT.resolve(module).resolve("src/exercises").resolve(id);
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var to =
            lesson.resolve("src/exercises").resolve(id).resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        if (Files.isRegularFile(file)) {
          Files.copy(file, to);
        }
      }
    }
  }

  static TryProcess start(Path lesson, String... args) throws IOException {
    return startIn(lesson, lesson, args);
  }

  /**
   * @param terminal the folder in which Maven was called; it runs this in the lesson's folder
   */
  private static TryProcess startIn(Path terminal, Path lesson, String... args) throws IOException {
    var words = defaultSigint();
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Try.class.getName(),
            ROOT.toString(),
            lesson.toString(),
            lesson.toString(),
            terminal.toString()));
    words.addAll(List.of(args));
    var out = Files.createTempFile("try", ".out");
    var builder =
        new ProcessBuilder(words)
            .directory(lesson.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("LANG", "C.UTF-8");
    return new TryProcess(builder.start(), out);
  }

  /** A shell that runs the tests in the background makes them ignore SIGINT: env(1) undoes it. */
  private static List<String> defaultSigint() {
    var env = List.of("env", "--default-signal=INT");
    try {
      int exit =
          new ProcessBuilder(Stream.concat(env.stream(), Stream.of("true")).toList())
              .start()
              .waitFor();
      return new ArrayList<>(exit == 0 ? env : List.of());
    } catch (IOException | InterruptedException _) {
      return new ArrayList<>(); // not GNU env: SIGINT stays as it is
    }
  }

  /** Runs it to its end; returns what it printed, and the exit code in the last line. */
  static String run(Path lesson, String... args) throws Exception {
    return runIn(lesson, lesson, args);
  }

  /** The same, called in another folder. */
  static String runIn(Path terminal, Path lesson, String... args) throws Exception {
    try (var running = startIn(terminal, lesson, args)) {
      running.process.getOutputStream().close();
      running.process.waitFor(180, TimeUnit.SECONDS);
      return running.printed() + "exit " + running.process.exitValue();
    }
  }

  String printed() throws IOException {
    return Files.readString(out, UTF_8);
  }

  Process process() {
    return process;
  }

  void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(out);
  }
}
