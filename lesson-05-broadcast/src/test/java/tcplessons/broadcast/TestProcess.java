package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that a test starts: a step in a JVM of its own, or another program. It is ended with
 * the test. Every lesson has the same copy.
 */
final class TestProcess implements AutoCloseable {

  /** The JVM starts faster with these, and many of them run at the same time. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  /** A shell that runs the tests in the background makes them ignore SIGINT: env(1) undoes it. */
  private static final List<String> DEFAULT_SIGINT = defaultSigint();

  final CapturedOutput out = new CapturedOutput();
  final CapturedOutput err = new CapturedOutput();
  private final Process process;
  private final List<Thread> readers;

  private TestProcess(List<String> command) throws IOException {
    this("C.UTF-8", command); // messages in English, file names in UTF-8
  }

  private TestProcess(String locale, List<String> command) throws IOException {
    var builder = new ProcessBuilder(concat(DEFAULT_SIGINT, command));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "LANGUAGE"));
    builder.environment().put("LC_ALL", locale);
    process = builder.start();
    readers = List.of(copy(process.getInputStream(), out), copy(process.getErrorStream(), err));
  }

  /** A step of this lesson; Surefire's configuration names the class of its command line. */
  static TestProcess step(String... arguments) throws IOException {
    return stepWithOptions(List.of(), arguments);
  }

  /** A step of this lesson, in a JVM with these options. */
  static TestProcess stepWithOptions(List<String> jvmOptions, String... arguments)
      throws IOException {
    return new TestProcess(java(jvmOptions, arguments));
  }

  /** A step of this lesson in the locale C, which can encode ASCII only. */
  static TestProcess stepInAsciiLocale(String... arguments) throws IOException {
    assumeTrue(
        US_ASCII.newEncoder().canEncode(System.getProperty("java.class.path")),
        "in the locale C, Java does not find classes in a folder whose name is not ASCII");
    return new TestProcess("C", java(List.of(), arguments));
  }

  /** A step of this lesson with a limit on open files, set by `ulimit -n`. */
  static TestProcess stepWithDescriptors(int limit, String... arguments) throws IOException {
    var shell = List.of("sh", "-c", "ulimit -n " + limit + "; exec \"$@\"", "sh");
    return new TestProcess(concat(shell, java(List.of(), arguments)));
  }

  /** A Node peer of src/test/node. */
  static TestProcess node(String script, Object... arguments) throws IOException {
    var command = new ArrayList<>(List.of("node", "src/test/node/" + script));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return new TestProcess(command);
  }

  /** Any other program. */
  static TestProcess program(String... command) throws IOException {
    return new TestProcess(List.of(command));
  }

  /** Whether a program can be found on the PATH. */
  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static List<String> java(List<String> jvmOptions, String... arguments) {
    var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    command.addAll(JVM_OPTIONS);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(System.getProperty("lesson"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<String> defaultSigint() {
    var env = List.of("env", "--default-signal=INT");
    try {
      boolean works = new ProcessBuilder(concat(env, List.of("true"))).start().waitFor() == 0;
      return works ? env : List.of();
    } catch (IOException | InterruptedException _) {
      return List.of(); // not GNU env: SIGINT stays as it is
    }
  }

  private static Thread copy(InputStream from, CapturedOutput to) {
    return Thread.startVirtualThread(() -> {
      try (var reader = new InputStreamReader(from, UTF_8)) {
        var chars = new char[1024];
        for (int count = reader.read(chars); count != -1; count = reader.read(chars)) {
          to.print(new String(chars, 0, count));
        }
      } catch (IOException _) {
        // The process was ended with its test.
      }
    });
  }

  long pid() {
    return process.pid();
  }

  /** The port of a server that prints `listen on port N`. */
  int port() {
    return out.awaitPort();
  }

  /** Types a text into the process's terminal. */
  void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends its input, as Ctrl-D does. */
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Sends a signal, such as INT or TERM. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
  }

  /** Waits until the process has exited and all its output has been read. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(CapturedOutput.TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError(
          "still running; out: %s, err: %s".formatted(out.lines(), err.lines()));
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
