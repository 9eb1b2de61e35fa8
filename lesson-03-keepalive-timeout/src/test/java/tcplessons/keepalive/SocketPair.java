package tcplessons.keepalive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Both ends of one connection on the loopback interface; each read has a timeout. */
record SocketPair(Socket client, Socket server) implements AutoCloseable {

  static SocketPair connected() throws IOException {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var client = new Socket(listener.getInetAddress(), listener.getLocalPort());
      var server = listener.accept();
      client.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
      server.setSoTimeout(Math.toIntExact(RunningStep.TIMEOUT.toMillis()));
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
