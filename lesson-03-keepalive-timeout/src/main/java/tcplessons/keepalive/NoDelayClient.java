package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Locale.ROOT;
import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.time.Duration;
import java.util.StringJoiner;

/** Prints when the letters of each message arrive, and responds when all three have arrived. */
record NoDelayClient(PrintStream out) {

  private static final int MESSAGE_BYTES = 3;

  /** The server waits 1 s for each response, so the next message arrives within this time. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  private static final byte[] RESPONSE = "!".getBytes(US_ASCII);

  // tag::run[]
  void run(Socket connected) throws IOException {
    try (var socket = connected) {
      socket.setSoTimeout(Math.toIntExact(READ_TIMEOUT.toMillis()));
      if (socket.supportedOptions().contains(TCP_QUICKACK)) { // on Linux only
        socket.setOption(TCP_QUICKACK, false); // <1>
      }
      while (receiveMessage(socket)) {
        socket.getOutputStream().write(RESPONSE); // <2>
      }
    }
  }

  // end::run[]

  private boolean receiveMessage(Socket socket) throws IOException {
    var bytes = new byte[MESSAGE_BYTES];
    var arrivals = new StringJoiner(", ");
    long first = 0;
    for (int filled = 0; filled < MESSAGE_BYTES; ) {
      int count = socket.getInputStream().read(bytes, filled, MESSAGE_BYTES - filled);
      if (count == -1) {
        return false;
      }
      first = filled == 0 ? System.nanoTime() : first;
      double ms = (System.nanoTime() - first) / 1e6;
      String letters = Printable.line(new String(bytes, filled, count, US_ASCII));
      arrivals.add(String.format(ROOT, "%s after %.1f ms", letters, ms));
      filled += count;
    }
    out.println(arrivals);
    return true;
  }
}
