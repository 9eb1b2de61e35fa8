package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;

/** Prints the structs that its clients send. */
final class StructServer extends TcpServer {

  private final StructReceiver receiver;

  StructServer(ServerOptions options, StructReader reader) throws IOException {
    super(options, "whole struct");
    receiver = new StructReceiver(reader, options.out());
  }

  @Override
  void serve(Socket socket, Deadline deadline) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    receiver.receive(socket, deadline);
    out.println("the client has ended");
  }
}
