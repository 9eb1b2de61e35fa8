package tcplessons.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that serves on a thread of its own until the test is over. */
final class Running implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Makes a server with these options. */
  interface Making {
    TcpServer make(ServerOptions options) throws IOException;
  }

  final Screen out = new Screen();
  final Screen err = new Screen();
  final TcpServer server;

  /** Completed when the server's run() has returned. */
  private final CompletableFuture<Void> ended;

  private Running(Limits limits, Making making) throws IOException {
    server = making.make(ServerOptions.builder().limits(limits).out(out).err(err).build());
    ended =
        CompletableFuture.runAsync(server::run, Thread::startVirtualThread)
            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static Running start(Making making) throws IOException {
    return new Running(Limits.DEFAULT, making);
  }

  static Running start(Limits limits, Making making) throws IOException {
    return new Running(limits, making);
  }

  static Running hello() throws IOException {
    return start(HelloServer::new);
  }

  static Running echo() throws IOException {
    return start(EchoServer::new);
  }

  static Running echo(Limits limits) throws IOException {
    return start(limits, EchoServer::new);
  }

  static Running inspect() throws IOException {
    return start(InspectServer::new);
  }

  static Running broken(Fault... faults) throws IOException {
    return start(options -> new BrokenServer(options, Set.of(faults)));
  }

  static Running files(Path root) throws IOException {
    return start(options -> new FileServer(options, root));
  }

  int port() {
    return server.port();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  RawClient connect() throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port()), (int) PATIENCE.toMillis());
    return new RawClient(socket);
  }

  /** Closes the server and waits until the last conversation is over. */
  void stop() throws IOException {
    server.close();
    ended.join();
  }

  boolean hasEnded() {
    return ended.isDone();
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
