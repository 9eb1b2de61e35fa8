package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Echoes, and closes connections on which nothing moves. */
final class IdleTimeoutServer extends TcpServer {

  private static final byte[] FAREWELL = "idle timeout..".getBytes(UTF_8);

  private final Duration timeout;
  private final Duration thinking;
  private final Alarm alarm;

  /**
   * @param timeout how long a connection may be idle
   * @param thinking how long each answer takes, to tell reads from writes; usually nothing
   */
  IdleTimeoutServer(ServerOptions options, Duration timeout, Duration thinking, Alarm alarm)
      throws IOException {
    super(options);
    this.timeout = timeout;
    this.thinking = thinking;
    this.alarm = alarm;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println(peer(socket) + ": connected");
    var idle = new IdleTimeout(socket, timeout, alarm); // <1>
    try (idle) {
      echo(socket, idle);
      if (idle.isExpired()) {
        socket.getOutputStream().write(FAREWELL); // <2>
        out.println(peer(socket) + ": idle for " + timeout.toMillis() + " ms, closed");
      } else {
        out.println(peer(socket) + ": ended by the client");
      }
    } catch (IOException e) {
      throw idle.isExpired() ? new SocketTimeoutException("stuck in a write, reset") : e; // <3>
    }
  } // <4>

  // end::serve[]

  // tag::echo[]
  private void echo(Socket socket, IdleTimeout idle) throws IOException {
    var bytes = new byte[8192];
    var in = socket.getInputStream();
    for (int count = in.read(bytes); count != -1; count = in.read(bytes)) {
      idle.moved(); // <1>
      think();
      socket.getOutputStream().write(bytes, 0, count);
      idle.moved(); // <2>
    }
  }

  // end::echo[]

  private void think() {
    try {
      Thread.sleep(thinking);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
