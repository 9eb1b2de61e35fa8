package tcplessons.docs.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Somebody who connects to a server and behaves in a way of his own. */
interface Peer {

  /** The longest wait for a server that has something to do at once. */
  Duration PATIENCE = Duration.ofSeconds(60);

  /** What has to be set before it connects. */
  default void prepare(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
  }

  /** Behaves as it does, and tells what it saw. Who called it closes the socket. */
  Seen meet(Socket socket) throws IOException;

  /** A socket that is prepared for this peer, and connected. */
  default Socket connect(int port) throws IOException {
    var socket = new Socket();
    try {
      prepare(socket);
      socket.connect(local(port), (int) PATIENCE.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
