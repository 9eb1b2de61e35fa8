package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import lombok.RequiredArgsConstructor;

/** What is typed goes to the socket, what comes from the socket goes to the screen. */
@RequiredArgsConstructor
final class ConsoleClient {

  private static final byte[] FIRST = "Who needs a browser to communicate?".getBytes(UTF_8);

  private final InputStream typed;
  private final PrintStream out;

  // tag::run[]
  void run(Socket connected) throws IOException {
    try (var socket = connected) {
      out.println("client-> connected to server");
      socket.getOutputStream().write(FIRST);
      Thread.startVirtualThread(() -> send(socket)); // <1>

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
  private void send(Socket socket) {
    try {
      typed.transferTo(socket.getOutputStream()); // <1>
      socket.shutdownOutput(); // <2>
    } catch (IOException _) {
      // The connection is over, and the reader in run() says so.
    }
  }

  // end::send[]
}
