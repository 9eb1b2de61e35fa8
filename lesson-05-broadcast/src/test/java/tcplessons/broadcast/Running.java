package tcplessons.broadcast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import tcplessons.broadcast.ServerOptions.ServerOptionsBuilder;

/** A server that serves on a thread of its own until the test is over. */
final class Running<S extends TcpServer> implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Makes a server with these options. */
  interface Making<S> {
    S make(ServerOptions options) throws IOException;
  }

  final Screen out = new Screen();
  final Screen err = new Screen();
  final S server;

  /** Completed when the server's run() has returned. */
  private final CompletableFuture<Void> ended;

  private Running(Making<S> making, UnaryOperator<ServerOptionsBuilder> more) throws IOException {
    server = making.make(more.apply(ServerOptions.builder().out(out).err(err)).build());
    ended =
        CompletableFuture.runAsync(server::run, Thread::startVirtualThread)
            .orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static <S extends TcpServer> Running<S> start(Making<S> making) throws IOException {
    return new Running<>(making, options -> options);
  }

  static Running<NaiveBroadcastServer> naive() throws IOException {
    return start(NaiveBroadcastServer::new);
  }

  static Running<BroadcastServer> broadcast() throws IOException {
    return start(BroadcastServer::new);
  }

  static Running<BroadcastServer> broadcast(UnaryOperator<ServerOptionsBuilder> options)
      throws IOException {
    return new Running<>(BroadcastServer::new, options);
  }

  static Running<ChatServer> chat() throws IOException {
    return start(options -> new ChatServer(options, new LocalTransport()));
  }

  static Running<ChatServer> chat(UnaryOperator<ServerOptionsBuilder> options) throws IOException {
    return new Running<>(o -> new ChatServer(o, new LocalTransport()), options);
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

  /** A client, when the server has it on its list. */
  Socket join() throws IOException {
    var socket = connect();
    String peer = "127.0.0.1:" + socket.getLocalPort() + " ";
    out.awaitLines(lines -> lines.stream().anyMatch(line -> line.startsWith(peer)));
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
