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
import picocli.CommandLine.Option;

/**
 * Sends standard input to the server and prints what the server sends. With {@code --raw} it is a
 * client for any protocol, as nc(1), on every system.
 */
@Command(
    name = "console",
    description = "What you type goes to the server, what it answers to the screen.")
final class Console implements Callable<Integer> {

  private static final EscapedText GREETING =
      EscapedText.parse("Who needs a browser to communicate?");

  @Mixin ConnectOptions server = new ConnectOptions(3000);

  @Option(
      names = "--raw",
      description = "Only the bytes, as nc: no greeting, and what comes is printed unchanged.")
  boolean raw;

  @Option(names = "--no-greeting", description = "Send nothing before the input.")
  boolean noGreeting;

  @Option(
      names = "--send",
      paramLabel = "TEXT",
      converter = EscapedText.Converter.class,
      description = "Send this instead of the greeting; \\r, \\n, \\t, \\xFF and \\\\ are bytes.")
  EscapedText send;

  @Option(names = "--keep-open", description = "Send no FIN at the end of the input.")
  boolean keepOpen;

  InputStream in = TerminalInput.utf8(StandardInput.orEmpty());
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
      report("connected to server");
      if (send != null || !noGreeting && !raw) {
        socket.getOutputStream().write((send != null ? send : GREETING).bytes());
      }
      Thread.startVirtualThread(() -> sendInput(socket)); // <1>

      if (raw) {
        socket.getInputStream().transferTo(out);
      } else {
        printText(socket.getInputStream()); // <2>
      }
    } finally {
      report("connection is closed"); // <3>
    }
  }

  // end::run[]

  private void printText(InputStream received) throws IOException {
    var text = new InputStreamReader(received, UTF_8);
    var chars = new char[1024];
    for (int count = text.read(chars); count != -1; count = text.read(chars)) {
      report(Printable.text(new String(chars, 0, count).stripTrailing()));
    }
  }

  private void report(String line) {
    if (!raw) {
      out.println("client-> " + line);
    }
  }

  // tag::send[]
  private void sendInput(Socket socket) {
    try {
      in.transferTo(socket.getOutputStream()); // <1>
    } catch (IOException _) {
      // stdin cannot be read, as after `nohup`: the same as the end of input. Or the connection is
      // closed or reset: run() notices it as well, and reports it.
    }
    if (keepOpen) {
      return; // as nc without -N
    }
    try {
      socket.shutdownOutput(); // <2>
    } catch (IOException _) {
      // The connection is closed already.
    }
  }

  // end::send[]
}
