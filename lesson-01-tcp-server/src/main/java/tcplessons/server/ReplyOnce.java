package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the client's address and data, responds with {@code test} once, then closes. */
@Command(
    name = "reply-once",
    description = "Prints who connected and what came, answers `test`, ends.")
final class ReplyOnce implements Callable<Integer> {

  private static final byte[] RESPONSE = "test".getBytes(UTF_8);

  /** How much the server still reads after its response: a client that sends more is not served. */
  static final int DRAIN_CHARS_MAX = 1 << 20;

  @Mixin ListenOptions listen = new ListenOptions(5000);

  @Option(
      names = "--close-at-once",
      description = "Close both directions right after the answer: the wrong way.")
  boolean closeAtOnce;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      description = "How long to wait for more data after the answer (${DEFAULT-VALUE}).")
  Duration drainTimeout = Duration.ofSeconds(10);

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server = new TcpServer(listen.open(), this::replyOnce, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::reply[]
  private void replyOnce(Socket socket) throws IOException {
    out.println("connect address : " + socket.getInetAddress().getHostAddress()); // <1>
    out.println("  local address : " + socket.getLocalAddress().getHostAddress());

    var text = new InputStreamReader(socket.getInputStream(), UTF_8); // <2>
    // Waits for the first data for as long as the client is idle; lesson 03 sets a limit.
    if (printSome(text) == -1) { // <3>
      return;
    }
    socket.getOutputStream().write(RESPONSE); // <4>
    if (closeAtOnce) {
      return;
    }
    socket.shutdownOutput(); // <5>
    drain(socket, text);
  }

  // end::reply[]

  /**
   * Reads until EOF. Data that arrives after {@code close()} is lost, and the kernel responds with
   * RST: RFC 9293 section 3.6.1. A client that sends one byte every few seconds stays within both
   * limits for a long time; lesson 04 sets a deadline.
   */
  // tag::drain[]
  private void drain(Socket socket, Reader text) throws IOException {
    socket.setSoTimeout(Math.toIntExact(drainTimeout.toMillis())); // <1>
    int total = 0;
    int count = 0;
    while (count != -1 && total < DRAIN_CHARS_MAX) { // <2>
      count = printSome(text);
      total += count;
    }
  }

  // end::drain[]

  /** Prints what has arrived, at least one character; returns how many, or -1 at EOF. */
  // tag::print[]
  private int printSome(Reader text) throws IOException {
    var chars = new char[1024];
    int count = text.read(chars);
    if (count != -1) {
      out.println(Printable.text(new String(chars, 0, count))); // <1>
    }
    return count;
  }
  // end::print[]
}
