package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** Says {@code testing~} at every tick, prints what comes back, and notices the end. */
@RequiredArgsConstructor
final class TickerClient {

  private static final byte[] TICK = "testing~".getBytes(UTF_8);

  private final Duration interval;

  /** Writes on after the server's end, until the kernel objects: the wrong way, to be seen. */
  private final boolean keepWriting;

  private final PrintStream out;

  private volatile boolean ended;

  /**
   * Keeps the conversation until the server ends it, and closes the socket.
   *
   * <p>It waits for the server for as long as that likes to be silent; lesson 03 sets limits.
   *
   * @throws IOException if the connection breaks instead of ending, or a tick cannot be written
   */
  // tag::run[]
  void run(Socket connected) throws IOException, InterruptedException {
    try (var socket = connected) {
      out.println("connect to server!");
      var ticking = new Ticking(socket);
      var writer = Thread.startVirtualThread(ticking); // <1>
      try {
        printAll(socket); // <2>
        ended = true;
        out.println("disconnected."); // <3>
        if (keepWriting) {
          writer.join(); // <4>
        }
      } finally {
        writer.interrupt(); // <5>
        writer.join();
      }
      if (keepWriting) {
        throw ticking.failure;
      }
    } // <6>
  }

  // end::run[]

  // tag::read[]
  private void printAll(Socket socket) throws IOException {
    var text = new InputStreamReader(socket.getInputStream(), UTF_8);
    var chars = new char[1024];
    for (int count = text.read(chars); count != -1; count = text.read(chars)) { // <1>
      out.println("receive: " + Printable.text(new String(chars, 0, count)));
    }
  }

  // end::read[]

  /** The other half of the conversation: one tick, one write. */
  @RequiredArgsConstructor
  private final class Ticking implements Runnable {

    private final Socket socket;
    private volatile IOException failure;

    // tag::tick[]
    @Override
    public void run() {
      try {
        while (true) {
          Thread.sleep(interval); // <1>
          boolean late = ended;
          socket.getOutputStream().write(TICK); // <2>
          if (late) {
            out.println("wrote after the end, and nobody objected");
          }
        }
      } catch (InterruptedException _) {
        // the conversation is over
      } catch (IOException e) {
        failure = e; // <3>
      }
    }
    // end::tick[]
  }
}
