package tcplessons.client;

import java.io.IOException;
import java.net.Socket;

/** Sends back what comes, byte for byte, until the client ends. */
final class EchoServer extends TcpServer {

  EchoServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    // Reads no further while the client does not take the echo: nothing piles up here.
    long bytes = socket.getInputStream().transferTo(socket.getOutputStream());
    out.println("echoed " + bytes + " bytes");
  }
  // end::serve[]
}
