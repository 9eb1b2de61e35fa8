package tcplessons.docs.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import tcplessons.docs.kit.Waiting;

/** A client that behaves in one difficult way. */
interface Peer {

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
          (int) Waiting.LIMIT.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
