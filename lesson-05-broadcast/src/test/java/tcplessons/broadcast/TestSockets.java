package tcplessons.broadcast;

import java.io.IOException;
import java.net.Socket;

/** Sockets of clients. */
final class TestSockets {

  private TestSockets() {}

  /** Connects to the step broadcast, and waits until the server has this client on its list. */
  static Socket join(RunningStep server) throws IOException {
    var socket = server.connect();
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
