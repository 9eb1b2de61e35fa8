package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What {@code setSoTimeout} means to a read: SO_RCVTIMEO's cousin, a method for each kind of read.
 */
final class ReadTimeoutServer extends TcpServer {

  /** Which read waits under the timeout. */
  enum Way {
    READ,
    EXACTLY,
    LINE
  }

  /** Asks in vain so often before it gives a silent client up. */
  private static final int TIMEOUTS = 3;

  private static final String GIVEN_UP = "given up after " + TIMEOUTS + " timeouts: closed";

  /** How many bytes make a whole message here. */
  private static final int WHOLE = 6;

  /** readLine() collects until the line ends, and a line need not end. */
  private static final int LONGEST = 8192;

  private final Duration timeout;
  private final Way way;

  ReadTimeoutServer(ServerOptions options, Duration timeout, Way way) throws IOException {
    super(options);
    this.timeout = timeout;
    this.way = way;
  }

  @Override
  void serve(Socket socket) throws IOException {
    out.println(peer(socket) + ": connected");
    socket.setSoTimeout((int) timeout.toMillis());
    switch (way) {
      case READ -> read(socket);
      case EXACTLY -> readExactly(socket);
      case LINE -> readLine(socket);
    }
  }

  // tag::read[]
  private void read(Socket socket) throws IOException {
    var bytes = new byte[1024];
    for (int timeouts = 0; timeouts < TIMEOUTS; ) {
      long start = System.nanoTime();
      try {
        int count = socket.getInputStream().read(bytes); // <1>
        if (count == -1) {
          out.println("the end, after " + since(start));
          return;
        }
        out.println(
            "'"
                + Printable.text(new String(bytes, 0, count, US_ASCII))
                + "' after "
                + since(start));
      } catch (SocketTimeoutException e) {
        out.println(e.getMessage() + " after " + since(start)); // <2>
        timeouts++;
      }
    }
    out.println(GIVEN_UP); // <3>
  }

  // end::read[]

  // tag::exactly[]
  private void readExactly(Socket socket) throws IOException {
    long start = System.nanoTime();
    try {
      byte[] bytes = socket.getInputStream().readNBytes(WHOLE); // <1>
      out.println("'" + Printable.text(new String(bytes, US_ASCII)) + "' after " + since(start));
    } catch (SocketTimeoutException e) {
      out.println(e.getMessage() + " after " + since(start));
      read(socket); // <2>
    }
  }

  // end::exactly[]

  // tag::line[]
  private void readLine(Socket socket) throws IOException {
    var limited = new LimitedInput(socket.getInputStream(), LONGEST);
    var reader = new BufferedReader(new InputStreamReader(limited, US_ASCII));
    for (int timeouts = 0; timeouts < TIMEOUTS; ) {
      long start = System.nanoTime();
      try {
        String line = reader.readLine(); // <1>
        if (line == null) {
          out.println("the end, after " + since(start));
          return;
        }
        out.println("line '" + Printable.text(line) + "' after " + since(start));
      } catch (SocketTimeoutException e) {
        out.println(e.getMessage() + " after " + since(start)); // <2>
        timeouts++;
      }
    }
    out.println(GIVEN_UP);
  }

  // end::line[]

  private static String since(long start) {
    return "%.1f s".formatted((System.nanoTime() - start) / 1e9);
  }
}
