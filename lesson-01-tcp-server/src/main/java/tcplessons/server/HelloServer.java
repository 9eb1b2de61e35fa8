package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Greets whoever connects, then stays until the client leaves. */
final class HelloServer extends TcpServer {

  private static final byte[] GREETING = "[tcp/ip] hello world!\n".getBytes(UTF_8);

  HelloServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println("hello " + peer(socket));
    socket.getOutputStream().write(GREETING); // <1>
    // Waits for as long as the client stays, saying nothing or anything; lesson 03 sets a limit.
    socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // <2>
    out.println("goodbye " + peer(socket));
  }
  // end::serve[]
}
