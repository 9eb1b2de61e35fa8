package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the received text and responds with {@code test} to every read, until EOF. */
@Command(
    name = "reply-always",
    description = "The server without an end: answers `test` to whatever comes.")
final class ReplyAlways implements Callable<Integer> {

  private static final byte[] RESPONSE = "test".getBytes(UTF_8);

  @Mixin ListenOptions listen = new ListenOptions(5000);
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::replyAlways, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::reply[]
  private void replyAlways(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress());
    var text = new InputStreamReader(socket.getInputStream(), UTF_8);
    var chars = new char[1024];
    // Waits for the next data for as long as the client is idle; lesson 03 sets a limit.
    for (int count = text.read(chars); count != -1; count = text.read(chars)) { // <1>
      out.println(Printable.text(new String(chars, 0, count)));
      socket.getOutputStream().write(RESPONSE); // <2>
    }
    out.println("the client has ended");
  } // <3>
  // end::reply[]
}
