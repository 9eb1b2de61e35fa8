package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import lombok.RequiredArgsConstructor;

/**
 * Sends the same three letters in three ways, and measures how long the peer takes to answer each.
 *
 * <p>Nagle's algorithm: RFC 1122, section 4.2.3.4, and TCP_NODELAY in tcp(7).
 */
final class NoDelayServer extends TcpServer {

  /** Ample for an answer to three letters; a peer that only listens costs no more than this. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

  /** One message, and how it is handed to the kernel. */
  @RequiredArgsConstructor
  private enum Way {
    NAGLE("three writes, Nagle's algorithm", false, List.of("A", "B", "C")),
    NO_DELAY("three writes, TCP_NODELAY", true, List.of("A", "B", "C")),
    ONE_WRITE("one write, Nagle's algorithm", false, List.of("ABC"));

    private final String title;
    private final boolean noDelay;
    private final List<String> pieces;
  }

  private final int rounds;

  NoDelayServer(ServerOptions options, int rounds) throws IOException {
    super(options);
    this.rounds = rounds;
  }

  // tag::serve[]
  @Override
  void serve(Socket socket) throws IOException {
    out.println(peer(socket) + ": connected");
    socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
    for (Way way : Way.values()) {
      for (int round = 1; round <= rounds; round++) {
        out.println(way.title + ": " + send(socket, way));
      }
    }
  }

  private static String send(Socket socket, Way way) throws IOException {
    socket.setTcpNoDelay(way.noDelay); // <1>
    long start = System.nanoTime();
    for (String piece : way.pieces) {
      socket.getOutputStream().write(piece.getBytes(US_ASCII)); // <2>
    }
    try {
      if (socket.getInputStream().read(new byte[16]) == -1) { // <3>
        throw new EOFException("it ended before its answer");
      }
      return "answered after %.1f ms".formatted((System.nanoTime() - start) / 1e6);
    } catch (SocketTimeoutException _) {
      return "no answer within " + ANSWER_LIMIT.toMillis() + " ms";
    }
  }
  // end::serve[]
}
