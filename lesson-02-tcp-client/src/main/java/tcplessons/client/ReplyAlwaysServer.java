package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** Prints what comes and answers {@code test} to every read, for as long as the client likes. */
final class ReplyAlwaysServer extends TcpServer {

  private static final byte[] ANSWER = "test".getBytes(UTF_8);

  ReplyAlwaysServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    var text = new InputStreamReader(socket.getInputStream(), UTF_8);
    var chars = new char[1024];
    // Waits for the next word for as long as the client likes; lesson 03 sets a limit.
    for (int count = text.read(chars); count != -1; count = text.read(chars)) { // <1>
      out.println(Printable.text(new String(chars, 0, count)));
      socket.getOutputStream().write(ANSWER); // <2>
    }
    out.println("the client has ended");
  } // <3>
  // end::serve[]
}
