package tcplessons.keepalive;

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

  /** An idle timeout by this clock. */
  static Running idleTimeout(Duration limit, Alarm alarm) throws IOException {
    return start(options -> new IdleTimeoutServer(options, limit, Duration.ZERO, alarm));
  }

  static Running readTimeout(Duration timeout, ReadTimeoutServer.Way way) throws IOException {
    return start(options -> new ReadTimeoutServer(options, timeout, way));
  }

  static Running keepAlive(KeepAliveServer.Setting setting) throws IOException {
    return start(options -> new KeepAliveServer(options, setting));
  }

  static Running noDelay(int rounds) throws IOException {
    return start(options -> new NoDelayServer(options, rounds));
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
