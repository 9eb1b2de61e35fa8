package tcplessons.keepalive;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/**
 * Writes without end under a read timeout, which has no effect on writes.
 *
 * @param readTimeout for {@code setSoTimeout}
 * @param resetDelay after which another thread resets the connection: no socket option of Java
 *     limits a write
 */
record EndlessWriter(Duration readTimeout, Duration resetDelay, PrintStream out) {

  private static final int CHUNK_BYTES = 64 * 1024;

  void write(Socket socket) throws IOException {
    var peer = TcpServer.peer(socket);
    out.println(peer + ": connected");
    // tag::write[]
    socket.setSoTimeout(Math.toIntExact(readTimeout.toMillis())); // <1>
    var watchdog = Scheduler.SYSTEM.schedule(resetDelay, () -> reset(socket));
    long start = System.nanoTime();
    try {
      for (var chunk = new byte[CHUNK_BYTES]; !socket.isClosed(); ) {
        start = System.nanoTime();
        socket.getOutputStream().write(chunk); // <2>
      }
    } catch (SocketException e) {
      if (!socket.isClosed()) { // <3>
        throw e;
      }
    } finally {
      watchdog.cancel(false);
    }
    double stuck = (System.nanoTime() - start) / 1e9;
    out.printf(ROOT, "%s: stuck in a write for %.1f s, reset%n", peer, stuck);
    // end::write[]
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // The socket was closed in the meantime.
    }
  }
}
