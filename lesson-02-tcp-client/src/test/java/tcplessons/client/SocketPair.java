package tcplessons.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Both sockets of one connection on the loopback. Reading from each has a timeout. */
record SocketPair(Socket client, Socket server) implements AutoCloseable {

  static SocketPair connect() throws IOException {
    return connect(new Socket());
  }

  /** Connects a socket of the test's choice, which is the client. */
  static SocketPair connect(Socket client) throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      client.connect(listener.getLocalSocketAddress());
      var server = listener.accept();
      client.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      server.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
      return new SocketPair(client, server);
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
