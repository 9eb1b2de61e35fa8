package tcplessons.grader.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A client that behaves in one difficult way. */
public interface Peer {

  /**
   * The longest wait for something that should happen at once. It allows for a machine that runs
   * other programs at the same time; only a failing test waits this long.
   */
  Duration WAIT_LIMIT = Duration.ofSeconds(60);

  /** Sets socket options that have to be set before the connection is established. */
  default void configure(Socket socket) throws IOException {}

  /** Behaves in its way on a connected socket, which the caller closes. */
  PeerResult run(Socket socket) throws IOException;

  default Socket connect(int port) throws IOException {
    var socket = new Socket();
    try {
      configure(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return connected(socket, port);
  }

  /** Connects the socket, or closes it. */
  static Socket connected(Socket socket, int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) WAIT_LIMIT.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
