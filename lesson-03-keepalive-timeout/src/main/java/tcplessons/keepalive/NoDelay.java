package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Locale.ROOT;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import lombok.RequiredArgsConstructor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Sends the same three letters in three ways, and measures when the client has responded to each.
 *
 * <p>Nagle's algorithm: RFC 9293 section 3.7.4, and TCP_NODELAY in tcp(7). Delayed ACKs: RFC 9293
 * section 3.8.6.3.
 */
@Command(
    name = "no-delay",
    description = "Sends three letters in three ways, and measures the answers.")
final class NoDelay implements Callable<Integer> {

  /** Far more than a response to three letters takes, even with a delayed ACK. */
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(1);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How a message of three letters is written to the socket. */
  @RequiredArgsConstructor
  private enum SendMode {
    // tag::modes[]
    NAGLE("three writes, Nagle's algorithm", false, List.of("A", "B", "C")),
    NO_DELAY("three writes, TCP_NODELAY", true, List.of("A", "B", "C")),
    ONE_WRITE("one write, Nagle's algorithm", false, List.of("ABC"));
    // end::modes[]

    private final String title;
    private final boolean noDelay;
    private final List<String> writes;
  }

  @Mixin ListenOptions listen = new ListenOptions(6005);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = CountConverter.class,
      description = "How often each way is measured (${DEFAULT-VALUE}).")
  int rounds = 3;

  @Option(
      names = "--receive",
      paramLabel = "NAME:N",
      converter = SocketAddressConverter.class,
      description = "Instead of listening, be the client: print when the letters arrive.")
  InetSocketAddress receiveFrom;

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    if (receiveFrom != null) {
      receive();
      return 0;
    }
    try (var server = new TcpServer(listen.open(), this::measure, out, err)) {
      server.run();
    }
    return 0;
  }

  void measure(Socket socket) throws IOException {
    out.println(TcpServer.peer(socket) + ": connected");
    socket.setSoTimeout(Math.toIntExact(RESPONSE_TIMEOUT.toMillis()));
    for (SendMode mode : SendMode.values()) {
      for (int round = 1; round <= rounds; round++) {
        out.println(mode.title + ": " + send(socket, mode));
      }
    }
  }

  // tag::send[]
  private static String send(Socket socket, SendMode mode) throws IOException {
    socket.setTcpNoDelay(mode.noDelay); // <1>
    long start = System.nanoTime();
    for (String letters : mode.writes) {
      socket.getOutputStream().write(letters.getBytes(US_ASCII)); // <2>
    }
    try {
      if (socket.getInputStream().read(new byte[16]) == -1) { // <3>
        throw new EOFException("it ended before its answer");
      }
      return String.format(ROOT, "answered after %.1f ms", (System.nanoTime() - start) / 1e6);
    } catch (SocketTimeoutException _) {
      return "no answer within " + RESPONSE_TIMEOUT.toMillis() + " ms";
    }
  }

  // end::send[]

  private void receive() throws IOException {
    try (var socket = new Socket()) {
      socket.connect(receiveFrom, Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      new NoDelayClient(out).run(socket);
    } catch (IOException e) {
      throw new IOException("connection to " + receiveFrom + ": " + e.getMessage());
    }
  }
}
