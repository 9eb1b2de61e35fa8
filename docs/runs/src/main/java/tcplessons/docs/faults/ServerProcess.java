package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/** A server in a process of its own, which closing this kills. */
final class ServerProcess implements AutoCloseable {

  /** A file in the server's working folder, for the file server. */
  static final String SERVED_FILE = "hello.txt";

  private static final String OUT = "out";
  private static final String ERR = "err";
  private static final int START_BYTES_MAX = 4096;
  private static final Pattern LISTENING =
      Pattern.compile("^listen on port (\\d+)$", Pattern.MULTILINE);

  private final ServerStep step;
  private final Path folder;
  private final Process process;
  private int port;
  private int errRead;

  private ServerProcess(ServerStep step, int port) throws IOException {
    this.step = step;
    folder = Files.createTempDirectory("server");
    Files.writeString(folder.resolve(SERVED_FILE), "hello\n");
    var builder =
        new ProcessBuilder(step.command(port))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(OUT).toFile())
            .redirectError(folder.resolve(ERR).toFile());
    Command.setEnvironment(builder.environment());
    process = builder.start();
  }

  /** Starts a server and returns when it listens; port 0 for any free one. */
  static ServerProcess start(ServerStep step, int port) throws IOException {
    var server = new ServerProcess(step, port);
    try {
      server.awaitListening();
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void awaitListening() throws IOException {
    Waiting.until("the server listens", () -> !process.isAlive() || listeningPort() > 0);
    port = listeningPort();
    if (port == 0) {
      throw new IOException(step.id() + " does not listen: " + err());
    }
  }

  private int listeningPort() throws IOException {
    // Only the beginning: a server may print a lot later.
    try (var in = Files.newInputStream(folder.resolve(OUT))) {
      var matcher = LISTENING.matcher(new String(in.readNBytes(START_BYTES_MAX), UTF_8));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  ResourceUsage resources() throws IOException {
    return ResourceProbe.measure(pid());
  }

  int descriptors() throws IOException {
    return ResourceProbe.descriptors(pid());
  }

  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  String err() throws IOException {
    return Files.readString(folder.resolve(ERR));
  }

  /** What it has printed on standard error since the last call. */
  String newErr() throws IOException {
    var printed = err().substring(errRead);
    errRead += printed.length();
    return printed;
  }

  /** Sets the soft limit of open file descriptors: prlimit(1). */
  void limitDescriptors(int limit) throws IOException {
    Command.output(List.of("prlimit", "--pid", "" + pid(), "--nofile=" + limit + ":"));
  }

  /**
   * @param name without SIG, such as TERM
   */
  void signal(String name) throws IOException {
    Command.output(List.of("kill", "-" + name, "" + pid()));
  }

  /**
   * @throws IOException if it is still running at the time limit
   */
  int exitCode(Duration limit) throws IOException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(step.id() + " still runs after " + limit.toMillis() + " ms");
      }
      return process.exitValue();
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
    for (var name : List.of(OUT, ERR, SERVED_FILE)) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
