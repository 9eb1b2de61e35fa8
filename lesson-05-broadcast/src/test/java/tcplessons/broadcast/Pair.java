package tcplessons.broadcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Both ends of one connection on the loopback: the test plays whichever the lesson does not. */
record Pair<S extends Socket>(S client, Socket server) implements AutoCloseable {

  /** Connects to a listener, with a kind of socket that a test may choose. */
  interface Connecting<S extends Socket> {
    S connect(InetAddress address, int port) throws IOException;
  }

  static Pair<Socket> connected() throws IOException {
    return connected(Socket::new);
  }

  static <S extends Socket> Pair<S> connected(Connecting<S> connecting) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var client = connecting.connect(listener.getInetAddress(), listener.getLocalPort());
      var server = listener.accept();
      client.setSoTimeout((int) Running.PATIENCE.toMillis());
      server.setSoTimeout((int) Running.PATIENCE.toMillis());
      return new Pair<>(client, server);
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
