package tcplessons.client;

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
  private final CompletableFuture<Void> ended;

  private Running(Making making) throws IOException {
    server = making.make(ServerOptions.builder().out(out).err(err).build());
    ended =
        CompletableFuture.runAsync(server::run, Thread::startVirtualThread)
            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static Running start(Making making) throws IOException {
    return new Running(making);
  }

  static Running replyAlways() throws IOException {
    return start(ReplyAlwaysServer::new);
  }

  static Running echo() throws IOException {
    return start(EchoServer::new);
  }

  /** A tap before a server on 127.0.0.1. */
  static Running tap(int toPort) throws IOException {
    return tap(toPort, TapManners.builder().build());
  }

  static Running tap(int toPort, TapManners manners) throws IOException {
    return start(options ->
        new Tap(options, new Dialer(PATIENCE, options.out()), "127.0.0.1", toPort, manners));
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
