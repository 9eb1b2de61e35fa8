package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends standard input to the server and prints what the server sends. */
@Command(
    name = "console",
    description = "What you type goes to the server, what it answers to the screen.")
final class Console implements Callable<Integer> {

  private static final byte[] GREETING = "Who needs a browser to communicate?".getBytes(UTF_8);

  @Mixin ConnectOptions server = new ConnectOptions(3000);
  InputStream in = StandardInput.orEmpty();
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException, InterruptedException {
    server.connect(out, this::run);
    return 0;
  }

  // tag::run[]
  private void run(Socket connected) throws IOException {
    try (var socket = connected) {
      out.println("client-> connected to server");
      socket.getOutputStream().write(GREETING);
      Thread.startVirtualThread(() -> sendInput(socket)); // <1>

      var text = new InputStreamReader(socket.getInputStream(), UTF_8);
      var chars = new char[1024];
      for (int count = text.read(chars); count != -1; count = text.read(chars)) { // <2>
        out.println("client-> " + Printable.text(new String(chars, 0, count).stripTrailing()));
      }
    } finally {
      out.println("client-> connection is closed"); // <3>
    }
  }

  // end::run[]

  // tag::send[]
  private void sendInput(Socket socket) {
    try {
      in.transferTo(socket.getOutputStream()); // <1>
    } catch (IOException _) {
      // stdin cannot be read, as after `nohup`: the same as the end of input. Or the connection is
      // closed or reset: run() notices it as well, and reports it.
    }
    try {
      socket.shutdownOutput(); // <2>
    } catch (IOException _) {
      // The connection is closed already.
    }
  }

  // end::send[]
}
