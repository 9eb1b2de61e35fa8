package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.StringJoiner;
import lombok.RequiredArgsConstructor;

/** Prints when the letters of each message arrive, and answers when all three are there. */
@RequiredArgsConstructor
final class NoDelayClient {

  private static final int LENGTH = 3;

  /** The server waits a second for each answer; one that says nothing for five is gone. */
  private static final int PATIENCE_MILLIS = 5000;

  private static final byte[] ANSWER = "!".getBytes(US_ASCII);

  private final PrintStream out;

  // tag::run[]
  void run(Socket connected) throws IOException {
    try (var socket = connected) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setOption(TCP_QUICKACK, false); // <1>
      while (receive(socket)) {
        socket.getOutputStream().write(ANSWER); // <2>
      }
    }
  }

  private boolean receive(Socket socket) throws IOException {
    var bytes = new byte[LENGTH];
    var arrivals = new StringJoiner(", ");
    long first = 0;
    for (int filled = 0; filled < LENGTH; ) {
      int count = socket.getInputStream().read(bytes, filled, LENGTH - filled);
      if (count == -1) {
        return false;
      }
      first = filled == 0 ? System.nanoTime() : first;
      double ms = (System.nanoTime() - first) / 1e6;
      String letters = Printable.text(new String(bytes, filled, count, US_ASCII));
      arrivals.add("%s after %.1f ms".formatted(letters, ms));
      filled += count;
    }
    out.println(arrivals);
    return true;
  }
  // end::run[]
}
