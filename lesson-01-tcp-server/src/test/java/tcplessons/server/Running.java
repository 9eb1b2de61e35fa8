package tcplessons.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
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
  final CompletableFuture<Void> ended;

  private Running(Making making) throws IOException {
    server = making.make(ServerOptions.builder().out(out).err(err).build());
    ended =
        CompletableFuture.runAsync(server::run, Thread::startVirtualThread)
            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static Running start(Making making) throws IOException {
    return new Running(making);
  }

  static Running replyOnce() throws IOException {
    return replyOnce(false, PATIENCE);
  }

  static Running replyOnce(boolean closeAtOnce, Duration patience) throws IOException {
    return start(options -> new ReplyOnceServer(options, closeAtOnce, patience));
  }

  static Running hello() throws IOException {
    return start(HelloServer::new);
  }

  static Running lifecycle(int closeAfter) throws IOException {
    return start(options -> new LifecycleServer(options, closeAfter));
  }

  int port() {
    return server.port();
  }

  Socket connect() throws IOException {
    return connect("127.0.0.1");
  }

  /** A client that waits at most 20 s for anything. */
  Socket connect(String host) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(host, port()), 20_000);
    socket.setSoTimeout(20_000);
    return socket;
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
