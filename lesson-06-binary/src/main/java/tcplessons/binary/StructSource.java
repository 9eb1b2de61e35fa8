package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;

/** Listens, and sends its structs to everybody who connects: the original's C++ server. */
final class StructSource extends TcpServer {

  private final StructSender sender;

  StructSource(ServerOptions options, StructSender sender) throws IOException {
    super(options, "end of the sending");
    this.sender = sender;
  }

  @Override
  void serve(Socket socket, Deadline deadline) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    sender.send(socket);
  }
}
