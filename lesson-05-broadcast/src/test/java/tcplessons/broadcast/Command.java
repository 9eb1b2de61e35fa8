package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process of the test's own, with its input held open; ended with the test. */
final class Command implements AutoCloseable {

  private static final int SECONDS = 90;

  /** Compiles less and starts sooner: dozens of these JVMs share two cores. */
  private static final List<String> BRISK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  /** Who runs the tests in the background may ignore SIGINT, and its children with it: env(1). */
  private static final List<String> HEARING_INT = hearingInt();

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> err = new CopyOnWriteArrayList<>();
  private final List<Thread> readers;

  private Command(List<String> words) throws IOException {
    var builder = new ProcessBuilder(Stream.of(HEARING_INT, words).flatMap(List::stream).toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", "C");
    process = builder.start();
    readers =
        List.of(collect(process.getInputStream(), out), collect(process.getErrorStream(), err));
  }

  /** A step of this lesson, by its own command line. */
  static Command lesson(String... arguments) throws IOException {
    return new Command(java(Lesson05.class, List.of(), arguments));
  }

  /** A step of this lesson on a JVM with one more option. */
  static Command lessonOn(String option, String... arguments) throws IOException {
    return new Command(java(Lesson05.class, List.of(option), arguments));
  }

  /** A step of this lesson, started by another program, such as ip netns exec. */
  static Command lessonBy(List<String> starter, String... arguments) throws IOException {
    return javaBy(starter, Lesson05.class, arguments);
  }

  /** Another class with a main, started by another program. */
  static Command javaBy(List<String> starter, Class<?> main, String... arguments)
      throws IOException {
    var words = new ArrayList<>(starter);
    words.addAll(java(main, List.of(), arguments));
    return new Command(words);
  }

  /** A step with a limit on open files, as `ulimit -n` sets it. */
  static Command lessonWithDescriptors(int limit, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh"));
    words.addAll(java(Lesson05.class, List.of(), arguments));
    return new Command(words);
  }

  /** Any program. */
  static Command of(String... words) throws IOException {
    return new Command(List.of(words));
  }

  /** A Node peer of src/test/node. */
  static Command node(String script, Object... arguments) throws IOException {
    var words = new ArrayList<>(List.of("node", "src/test/node/" + script));
    Stream.of(arguments).map(String::valueOf).forEach(words::add);
    return new Command(words);
  }

  private static List<String> hearingInt() {
    var env = List.of("env", "--default-signal=INT");
    try {
      var tried =
          new ProcessBuilder(Stream.of(env, List.of("true")).flatMap(List::stream).toList());
      return tried.start().waitFor() == 0 ? env : List.of();
    } catch (IOException | InterruptedException _) {
      return List.of(); // no GNU env here: then SIGINT is as it is
    }
  }

  /** Whether a program can be found on the PATH. */
  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<String> java(Class<?> main, List<String> options, String... arguments) {
    var words = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    words.addAll(BRISK);
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(List.of(arguments));
    return words;
  }

  private static Thread collect(InputStream stream, List<String> lines) {
    return Thread.startVirtualThread(() -> {
      try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | UncheckedIOException _) {
        // the process was ended together with its test
      }
    });
  }

  List<String> out() {
    return List.copyOf(out);
  }

  List<String> err() {
    return List.copyOf(err);
  }

  void awaitOut(Predicate<List<String>> complete) {
    await()
        .atMost(SECONDS, TimeUnit.SECONDS)
        .untilAsserted(() -> {
          if (!complete.test(out)) {
            throw new AssertionError("so far: " + out + ", err: " + err);
          }
        });
  }

  void awaitLine(String line) {
    awaitOut(lines -> lines.contains(line));
  }

  /** The port of a server that says `listen on port N`. */
  int port() {
    var announcement = "listen on port ";
    awaitOut(lines -> lines.stream().anyMatch(line -> line.startsWith(announcement)));
    return out.stream()
        .filter(line -> line.startsWith(announcement))
        .mapToInt(line -> Integer.parseInt(line.substring(announcement.length())))
        .findFirst()
        .orElseThrow();
  }

  /** What somebody types at its terminal. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Ctrl-D. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for the end, and for all that was printed. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; out: " + out + ", err: " + err);
    }
    for (var reader : readers) {
      reader.join();
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
