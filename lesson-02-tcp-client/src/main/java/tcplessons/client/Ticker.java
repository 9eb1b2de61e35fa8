package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends {@code testing~} at a fixed interval, prints the responses, and detects EOF. */
@Command(
    name = "ticker",
    description = "Sends `testing~` at every tick, prints what comes back, notices the end.")
final class Ticker implements Callable<Integer> {

  private static final byte[] REQUEST = "testing~".getBytes(UTF_8);

  @Mixin ConnectOptions server = new ConnectOptions(5000);

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "The time between two ticks (${DEFAULT-VALUE}).")
  Duration interval = Duration.ofSeconds(1);

  @Option(
      names = "--keep-writing",
      description = "Write on after the server's end until it fails: the wrong way.")
  boolean keepWriting;

  PrintStream out = System.out;
  PrintStream err = System.err;

  /** With --keep-writing, and once the server's FIN has been read: each write is then reported. */
  private volatile boolean writesAfterEof;

  private volatile IOException writeError;

  @Override
  public Integer call() throws IOException, InterruptedException {
    server.connect(out, this::run);
    return 0;
  }

  /**
   * Sends and receives until the server closes its direction, then closes the socket.
   *
   * <p>It waits for data for as long as the server is idle; lesson 03 sets limits.
   *
   * @throws IOException if the connection is reset, or a write fails after EOF
   */
  // tag::run[]
  void run(Socket connected) throws IOException, InterruptedException {
    try (var socket = connected) {
      out.println("connect to server!");
      var writer = Thread.startVirtualThread(() -> sendRequests(socket)); // <1>
      try {
        printResponses(socket); // <2>
        writesAfterEof = keepWriting;
        out.println("disconnected."); // <3>
        if (keepWriting) {
          writer.join(); // <4>
        }
      } finally {
        writer.interrupt(); // <5>
        writer.join();
      }
      if (keepWriting && writeError != null) {
        throw writeError;
      }
    } // <6>
  }

  // end::run[]

  // tag::receive[]
  private void printResponses(Socket socket) throws IOException {
    var text = new InputStreamReader(socket.getInputStream(), UTF_8);
    var chars = new char[1024];
    for (int count = text.read(chars); count != -1; count = text.read(chars)) { // <1>
      out.println("receive: " + Printable.text(new String(chars, 0, count)));
    }
  }

  // end::receive[]

  // tag::send[]
  private void sendRequests(Socket socket) {
    try {
      while (true) {
        Thread.sleep(interval); // <1>
        boolean afterEof = writesAfterEof;
        socket.getOutputStream().write(REQUEST); // <2>
        if (afterEof) {
          out.println("wrote after the end, and nobody objected");
        }
      }
    } catch (InterruptedException _) {
      // run() has finished reading and stops this thread
    } catch (IOException e) {
      writeError = e; // <3>
    }
  }
  // end::send[]
}
