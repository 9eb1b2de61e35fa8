package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Locale.ROOT;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code setSoTimeout} limits: one method for each kind of read, and two other modes. */
@Command(name = "read-timeout", description = "What setSoTimeout limits, and what it does not.")
final class ReadTimeout implements Callable<Integer> {

  /** The method that reads under the timeout. */
  enum ReadMethod {
    READ,
    EXACTLY,
    LINE;

    @Override
    public String toString() {
      return name().toLowerCase(ROOT);
    }
  }

  /** After this many timeouts the server closes the connection of an idle client. */
  private static final int TIMEOUTS_MAX = 3;

  private static final String GIVEN_UP = "given up after " + TIMEOUTS_MAX + " timeouts: closed";

  /** The length of a message in this step. */
  private static final int MESSAGE_BYTES = 6;

  /** readLine() buffers until a line ends: without a limit a client could fill the heap. */
  private static final int INPUT_BYTES_MAX = 8192;

  @Mixin ListenOptions listen = new ListenOptions(6002);

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "For setSoTimeout, as 500ms (${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofSeconds(1);

  @Option(
      names = "--by",
      paramLabel = "WAY",
      description = "Who waits: read, exactly or line (${DEFAULT-VALUE}).")
  ReadMethod readMethod = ReadMethod.READ;

  @Option(
      names = "--write",
      description = "Write without end instead of reading: what the timeout ignores.")
  boolean write;

  @Option(
      names = "--connect",
      paramLabel = "NAME:N",
      converter = SocketAddressConverter.class,
      description = "Instead of listening, connect to a server that may not respond.")
  InetSocketAddress connectTo;

  PrintStream out = System.out;
  PrintStream err = System.err;

  /** After which another thread closes a socket on which a write or connect is blocked. */
  Duration closeDelay = Duration.ofMillis(2500);

  @Override
  public Integer call() throws IOException {
    if (connectTo != null) {
      new ConnectTimeoutClient(timeout, closeDelay, out).run(connectTo);
      return 0;
    }
    TcpServer.ConnectionHandler handler =
        write ? new EndlessWriter(timeout, closeDelay, out)::write : this::read;
    try (var server = new TcpServer(listen.open(), handler, out, err)) {
      server.run();
    }
    return 0;
  }

  void read(Socket socket) throws IOException {
    out.println(TcpServer.peer(socket) + ": connected");
    socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    switch (readMethod) {
      case READ -> readSome(socket);
      case EXACTLY -> readExactly(socket);
      case LINE -> readLines(socket);
    }
  }

  // tag::read[]
  private void readSome(Socket socket) throws IOException {
    var bytes = new byte[1024];
    for (int timeouts = 0; timeouts < TIMEOUTS_MAX; ) {
      long start = System.nanoTime();
      try {
        int count = socket.getInputStream().read(bytes); // <1>
        if (count == -1) {
          out.println("the end, after " + since(start));
          return;
        }
        out.println(quote(new String(bytes, 0, count, US_ASCII)) + " after " + since(start));
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
      byte[] bytes = socket.getInputStream().readNBytes(MESSAGE_BYTES); // <1>
      out.println(quote(new String(bytes, US_ASCII)) + " after " + since(start));
    } catch (SocketTimeoutException e) {
      out.println(e.getMessage() + " after " + since(start));
      readSome(socket); // <2>
    }
  }

  // end::exactly[]

  // tag::line[]
  private void readLines(Socket socket) throws IOException {
    var limited = new LimitedInput(socket.getInputStream(), INPUT_BYTES_MAX);
    var reader = new BufferedReader(new InputStreamReader(limited, US_ASCII));
    for (int timeouts = 0; timeouts < TIMEOUTS_MAX; ) {
      long start = System.nanoTime();
      try {
        String line = reader.readLine(); // <1>
        if (line == null) {
          out.println("the end, after " + since(start));
          return;
        }
        out.println("line " + quote(line) + " after " + since(start));
      } catch (SocketTimeoutException e) {
        out.println(e.getMessage() + " after " + since(start)); // <2>
        timeouts++;
      }
    }
    out.println(GIVEN_UP);
  }

  // end::line[]

  private static String quote(String text) {
    return "'" + Printable.line(text.stripTrailing()) + "'";
  }

  private static String since(long start) {
    return String.format(ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
  }
}
