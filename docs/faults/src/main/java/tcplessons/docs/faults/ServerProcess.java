package tcplessons.docs.faults;

import static java.time.Duration.ZERO;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A server that runs, in a process of its own; ended, if it is not over yet, by closing this. */
final class ServerProcess implements AutoCloseable {

  /** A file in the folder in which it runs, for a server of files. */
  static final String SERVED = "hello.txt";

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(10);
  private static final Pattern LISTENING = Pattern.compile("^listen on port (\\d+)$", 8);

  private final Step step;
  private final Path folder;
  private final Process process;
  private final int port;
  private int told;

  private ServerProcess(Step step, int port) throws IOException {
    this.step = step;
    folder = Files.createTempDirectory("server");
    Files.writeString(folder.resolve(SERVED), "hello\n");
    process =
        new ProcessBuilder(step.command(port))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      await(START, "listens", () -> !process.isAlive() || listening() > 0);
      this.port = listening();
      if (this.port <= 0) {
        throw new IOException(step.id() + " does not listen: " + err());
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts it and returns when it listens; port 0 for any free one. */
  static ServerProcess start(Step step, int port) throws IOException {
    return new ServerProcess(step, port);
  }

  /** Waits for a condition, looking often enough for it to seem at once. */
  static void await(Duration limit, String what, Callable<Boolean> condition) {
    await(limit, TICK, what, condition);
  }

  /** Waits for a condition that it costs something to look at. */
  static void awaitRarely(Duration limit, String what, Callable<Boolean> condition) {
    await(limit, TICK.multipliedBy(20), what, condition);
  }

  private static void await(
      Duration limit, Duration tick, String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(limit).pollDelay(ZERO).pollInterval(tick).until(condition);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  Vitals vitals() throws IOException {
    return Vitals.of(pid());
  }

  int descriptors() throws IOException {
    return Vitals.descriptors(pid());
  }

  /** How long its threads have been on a processor. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /** The same from where the last call of this ended. */
  String newErr() throws IOException {
    var said = err().substring(told);
    told += said.length();
    return said;
  }

  /** Sets the most descriptors that it may have open from now on: prlimit(1). */
  void limitDescriptors(int most) throws IOException {
    run("prlimit", "--pid", "" + pid(), "--nofile=" + most + ":");
  }

  /** Sends it a signal, such as TERM. */
  void signal(String name) throws IOException {
    run("kill", "-" + name, "" + pid());
  }

  /** Its exit code; empty if it is still there after that time. */
  int exitCode(Duration limit) throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(step.id() + " is still there after " + limit.toMillis() + " ms");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private int listening() throws IOException {
    // Only the beginning: it may print a lot later.
    try (var in = Files.newInputStream(folder.resolve("out"))) {
      var matcher = LISTENING.matcher(new String(in.readNBytes(4096)));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
  }

  private static void run(String... command) throws IOException {
    try {
      var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(tool.getInputStream().readAllBytes());
      if (tool.waitFor() != 0) {
        throw new IOException(List.of(command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (var name : List.of("out", "err", SERVED)) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
