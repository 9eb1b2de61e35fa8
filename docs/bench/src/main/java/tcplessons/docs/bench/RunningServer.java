package tcplessons.docs.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Waiting;

/** A server in a process of its own, which closing this kills. */
final class RunningServer implements AutoCloseable {

  private final ServerCommand command;
  private final Path output;
  private final Process process;
  private final int port;

  private RunningServer(ServerCommand command, int port) throws IOException {
    this.command = command;
    this.port = port;
    output = Files.createTempFile("server", ".out");
    var builder =
        new ProcessBuilder(command.command(port))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Command.setEnvironment(builder.environment());
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill)); // if this JVM is interrupted
  }

  /** Starts a server on a free port, and returns when it accepts connections. */
  static RunningServer start(ServerCommand command) throws IOException {
    var server = new RunningServer(command, freePort());
    try {
      Waiting.until("listens", () -> !server.process.isAlive() || server.listens());
      if (!server.process.isAlive()) {
        var printed = Files.readString(server.output);
        throw new IOException(command.name() + " does not start: " + printed);
      }
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return listener.getLocalPort();
    }
  }

  private boolean listens() {
    try {
      connect().close();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  ServerCommand command() {
    return command;
  }

  String name() {
    return command.name();
  }

  int port() {
    return port;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(address());
    return socket;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    kill();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(output);
  }
}
