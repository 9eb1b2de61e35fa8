package tcplessons.keepalive;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** Writes without end under a read timeout, which does not concern it. */
final class StuckWriteServer extends TcpServer {

  private static final int PIECE = 64 * 1024;

  private final Duration timeout;
  private final Duration patience;

  /**
   * @param timeout for {@code setSoTimeout}
   * @param patience after which another thread closes the connection: nothing else would
   */
  StuckWriteServer(ServerOptions options, Duration timeout, Duration patience) throws IOException {
    super(options);
    this.timeout = timeout;
    this.patience = patience;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println(peer(socket) + ": connected");
    socket.setSoTimeout((int) timeout.toMillis()); // <1>
    var watchdog = Alarm.SYSTEM.in(patience.toNanos(), () -> reset(socket));
    long start = System.nanoTime();
    try {
      for (var piece = new byte[PIECE]; !socket.isClosed(); ) {
        start = System.nanoTime();
        socket.getOutputStream().write(piece); // <2>
      }
    } catch (SocketException e) {
      if (!socket.isClosed()) {
        throw e;
      }
    } finally {
      watchdog.cancel(false);
    }
    double stuck = (System.nanoTime() - start) / 1e9;
    out.println("%s: stuck in a write for %.1f s, reset".formatted(peer(socket), stuck)); // <4>
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // <3>
      socket.close();
    } catch (IOException _) {
      // closed in the meantime
    }
  }
  // end::serve[]
}
