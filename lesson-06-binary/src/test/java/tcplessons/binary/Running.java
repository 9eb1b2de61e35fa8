package tcplessons.binary;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteOrder;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that serves on a thread of its own until the test is over. */
final class Running implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Shorter than a test, longer than a busy machine needs for a message. */
  static final Duration SHORT = Duration.ofSeconds(1);

  /** Makes a server with these options. */
  interface Making {
    TcpServer make(ServerOptions options) throws IOException;
  }

  final Screen out = new Screen();
  final Screen err = new Screen();
  final TcpServer server;

  /** Completed when the server's run() has returned. */
  private final CompletableFuture<Void> ended;

  private Running(Duration idle, Making making) throws IOException {
    server = making.make(ServerOptions.builder().idle(idle).out(out).err(err).build());
    ended =
        CompletableFuture.runAsync(server::run, Thread::startVirtualThread)
            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static Running start(Making making) throws IOException {
    return new Running(PATIENCE, making);
  }

  static Running start(Duration idle, Making making) throws IOException {
    return new Running(idle, making);
  }

  static TcpServer structs(ServerOptions options) throws IOException {
    return new StructServer(options, new BufferReader(ByteOrder.LITTLE_ENDIAN));
  }

  static TcpServer bytes(ServerOptions options) throws IOException {
    return new BytesServer(options);
  }

  static TcpServer reporting(ServerOptions options) throws IOException {
    return new TextServer(options, CodingErrorAction.REPORT);
  }

  static TcpServer replacing(ServerOptions options) throws IOException {
    return new TextServer(options, CodingErrorAction.REPLACE);
  }

  static TcpServer frames(ServerOptions options) throws IOException {
    return new FramesServer(options, FrameReader.MAX_FRAME);
  }

  int port() {
    return server.port();
  }

  /** A client that waits at most 20 s for anything. */
  Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port()), (int) PATIENCE.toMillis());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** What the server says of this client's connection. */
  String of(Socket client, String complaint) {
    return "connection from 127.0.0.1:" + client.getLocalPort() + ": " + complaint;
  }

  /** Closes the server and waits until the last conversation is over. */
  void stop() throws IOException {
    server.close();
    ended.join();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
