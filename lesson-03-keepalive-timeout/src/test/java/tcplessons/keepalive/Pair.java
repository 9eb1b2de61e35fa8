package tcplessons.keepalive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Both ends of one connection on the loopback: the test plays whichever the lesson does not. */
record Pair(Socket client, Socket server) implements AutoCloseable {

  static Pair connected() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var client = new Socket(listener.getInetAddress(), listener.getLocalPort());
      var server = listener.accept();
      client.setSoTimeout((int) Running.PATIENCE.toMillis());
      server.setSoTimeout((int) Running.PATIENCE.toMillis());
      return new Pair(client, server);
    }
  }

  /** Closing with a linger time of zero sends RST instead of FIN: socket(7), SO_LINGER. */
  static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
  }
}
