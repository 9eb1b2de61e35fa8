package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;

/** Shows a hex dump of what comes. */
final class BytesServer extends TcpServer {

  /** What is read at once at most. Nothing is kept, so that nothing can grow. */
  private static final int PIECE = 4096;

  BytesServer(ServerOptions options) throws IOException {
    super(options, "byte");
  }

  @Override
  void serve(Socket socket, Deadline deadline) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    var in = socket.getInputStream();
    var piece = new byte[PIECE];
    long offset = 0;
    for (int count = in.read(piece); count != -1; count = in.read(piece)) {
      deadline.restart();
      HexDump.rows(offset, piece, count).forEach(out::println);
      offset += count;
    }
    out.println("the client has ended after " + offset + " bytes");
  }
}
