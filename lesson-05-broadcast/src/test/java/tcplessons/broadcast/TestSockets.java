package tcplessons.broadcast;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sockets of clients. */
final class TestSockets {

  private TestSockets() {}

  /** Connects to the step broadcast, and waits until the server has this client on its list. */
  static Socket join(RunningStep server) throws IOException {
    return awaitJoined(server, server.connect());
  }

  /** The same with a receive buffer of this size. */
  static Socket join(RunningStep server, int receiveBufferBytes) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(receiveBufferBytes); // before connect: it decides the window scale
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
    return awaitJoined(server, socket);
  }

  private static Socket awaitJoined(RunningStep server, Socket socket) {
    server.out.awaitLine(line -> line.startsWith(address(socket) + " joined"));
    return socket;
  }

  /** The client's address and port, as the server prints it. */
  static String address(Socket socket) {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Closing with a linger time of zero sends RST instead of FIN: socket(7), SO_LINGER. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
