package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    var in = socket.getInputStream(); // not to be had any more once the limit has ended it
    var idle = new IdleTimeout(socket, timeout, alarm); // <1>
    try (idle) {
      echo(in, socket.getOutputStream(), idle);
      if (idle.isExpired()) {
        socket.getOutputStream().write(FAREWELL); // <2>
        out.println(peer(socket) + ": idle for " + timeout.toMillis() + " ms, closed");
      } else {
        out.println(peer(socket) + ": ended by the client");
      }
    } catch (IOException e) {
      throw socket.isClosed() ? new SocketTimeoutException("stuck in a write, reset") : e; // <3>
    }
  } // <4>

  // end::serve[]

  // tag::echo[]
  private void echo(InputStream in, OutputStream back, IdleTimeout idle) throws IOException {
    var bytes = new byte[8192];
    for (int count = in.read(bytes); count != -1; count = in.read(bytes)) {
      idle.moved(); // <1>
      think();
      back.write(bytes, 0, count);
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
