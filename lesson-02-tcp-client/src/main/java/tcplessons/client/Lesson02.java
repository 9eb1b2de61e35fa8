package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tcplessons.client.ServerOptions.ServerOptionsBuilder;

/**
 * The command line of lesson 02: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-02",
    description = "A TCP client. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson02 {

  private static final String HOST = "Local address to listen on. Default: all, IPv4 and IPv6.";
  private static final String PORT = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).";
  private static final String PEER_PORT = "Port to connect to (${DEFAULT-VALUE}).";

  /** Whom to connect to and how patiently; the port's default is another in each step. */
  private static final class PeerOptions {
    @Option(
        names = "--host",
        paramLabel = "NAME",
        description = "Name or address to connect to (${DEFAULT-VALUE}).",
        defaultValue = "localhost")
    private String host;

    @Mixin private Patience patience;

    Dialer dialer(PrintStream out) {
      return patience.dialer(out);
    }
  }

  /** How long a handshake may take. */
  private static final class Patience {
    @Option(
        names = "--timeout",
        paramLabel = "TIME",
        description = "How long to wait for each address to answer, as 500ms (${DEFAULT-VALUE}).",
        defaultValue = "5s")
    private Duration timeout;

    Dialer dialer(PrintStream out) {
      return new Dialer(timeout, out);
    }
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean helpRequested;

  private final PrintStream out = unicode(System.out, FileDescriptor.out);
  private final PrintStream err = unicode(System.err, FileDescriptor.err);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** What Ctrl-C has to close. */
  private volatile AutoCloseable open = () -> {};

  void main(String[] args) {
    var commandLine =
        new CommandLine(this)
            .registerConverter(Port.class, new PortConverter())
            .registerConverter(Duration.class, new DurationConverter())
            .setParameterExceptionHandler((e, _) -> wrongUsage(e))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    int code = commandLine.execute(args);
    ended.countDown();
    System.exit(code);
  }

  @Command(name = "help", description = "Lists the steps.")
  int help() {
    new CommandLine(this).usage(out);
    return 0;
  }

  @Command(
      name = "connect",
      description = "Connects, shows both ends' addresses, ends: the handshake alone.")
  int connect(
      @Mixin PeerOptions peer,
      @Option(names = "--port", paramLabel = "N", description = PEER_PORT, defaultValue = "5000")
          Port port)
      throws IOException {
    new ConnectClient(peer.dialer(out), out).run(peer.host, port.number);
    return 0;
  }

  @Command(
      name = "ticker",
      description = "Sends `testing~` at every tick, prints what comes back, notices the end.")
  int ticker(
      @Mixin PeerOptions peer,
      @Option(names = "--port", paramLabel = "N", description = PEER_PORT, defaultValue = "5000")
          Port port,
      @Option(
              names = "--interval",
              paramLabel = "TIME",
              description = "The time between two ticks (${DEFAULT-VALUE}).",
              defaultValue = "1s")
          Duration interval,
      @Option(
              names = "--keep-writing",
              description = "Write on after the server's end until it fails: the wrong way.")
          boolean keepWriting)
      throws IOException, InterruptedException {
    var ticker = new TickerClient(interval, keepWriting, out);
    return converse(peer.dialer(out).dial(peer.host, port.number), ticker::run);
  }

  @Command(
      name = "reply-always",
      description = "The server without an end: answers `test` to whatever comes.")
  int replyAlways(
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "5000")
          Port port)
      throws IOException, InterruptedException {
    return listen(options(port), host, ReplyAlwaysServer::new);
  }

  @Command(
      name = "console",
      description = "What you type goes to the server, what it answers to the screen.")
  int console(
      @Mixin PeerOptions peer,
      @Option(names = "--port", paramLabel = "N", description = PEER_PORT, defaultValue = "3000")
          Port port)
      throws IOException, InterruptedException {
    var console = new ConsoleClient(System.in, out);
    return converse(peer.dialer(out).dial(peer.host, port.number), console::run);
  }

  @Command(name = "echo", description = "The echo server that `console` talks to.")
  int echo(
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "3000")
          Port port)
      throws IOException, InterruptedException {
    return listen(options(port), host, EchoServer::new);
  }

  @Command(
      name = "tap",
      description = "Sits between client and server and prints what passes, FIN and RST included.")
  int tap(
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(
              names = {"--listen", "--port"},
              paramLabel = "N",
              description = PORT,
              defaultValue = "5001")
          Port port,
      @Option(
              names = "--to",
              paramLabel = "NAME:N",
              description = "The server to connect to (${DEFAULT-VALUE}).",
              defaultValue = "localhost:5000",
              converter = TargetConverter.class)
          Target to,
      @Mixin Patience patience,
      @Option(names = "--drip", description = "Pass on one byte at a time.") boolean drip,
      @Option(
              names = "--delay",
              paramLabel = "TIME",
              description = "Hold back every piece, such as 200ms. Default: not at all.")
          Duration delay,
      @Option(names = "--coalesce", description = "Pass on in one piece what came in several.")
          boolean coalesce,
      @Option(
              names = "--reset-after",
              paramLabel = "N",
              description = "Break off after N bytes, both directions counted. Default: never.",
              defaultValue = "0")
          long resetAfter)
      throws IOException, InterruptedException {
    var manners =
        TapManners.builder()
            .dripping(drip)
            .delay(delay == null ? Duration.ZERO : delay)
            .coalescing(coalesce)
            .resetAfter(resetAfter)
            .build();
    var dialer = patience.dialer(out);
    return listen(
        options(port), host, options -> new Tap(options, dialer, to.host, to.port, manners));
  }

  private interface Conversation {
    void hold(Socket socket) throws IOException, InterruptedException;
  }

  private static int converse(Socket socket, Conversation conversation)
      throws IOException, InterruptedException {
    var peer = socket.getRemoteSocketAddress();
    try {
      conversation.hold(socket);
      return 0;
    } catch (IOException e) {
      throw new IOException("connection to " + peer + ": " + e.getMessage());
    }
  }

  private ServerOptionsBuilder options(Port port) {
    return ServerOptions.builder().port(port.number).out(out).err(err);
  }

  private interface Starting {
    TcpServer start(ServerOptions options) throws IOException;
  }

  private int listen(ServerOptionsBuilder options, String host, Starting starting)
      throws IOException, InterruptedException {
    int port = options.build().port();
    String where = (host == null ? "all addresses" : host) + ", port " + port;
    try {
      var address = host == null ? null : InetAddress.getByName(host);
      try (var server = starting.start(options.host(address).build())) {
        open = server;
        // A virtual thread's first wait for a socket opens what all later ones share. Accepting in
        // one does it now: a crowd that comes at once may leave no file descriptor for it.
        Thread.startVirtualThread(server::run).join();
      }
      return 0;
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s. Who has it: ss -ltnp 'sport = :%d'. Another: --port N"
              .formatted(where, e.getMessage(), port));
    } catch (UnknownHostException _) {
      throw new IOException("cannot listen on " + where + ": unknown host. Local ones: ip address");
    }
  }

  /** Ctrl-C (SIGINT) and SIGTERM are how a step ends well: exit code 0, not 130 or 143. */
  private void stop() {
    if (ended.getCount() == 0) {
      return; // it ended by itself, and so does the JVM
    }
    try (var _ = open) {
      // The kernel ends the connections that are still open.
    } catch (Exception _) {
      // nobody is left to be told
    }
    Runtime.getRuntime().halt(0);
  }

  private int failed(Exception e) {
    err.println(e instanceof IOException ? e.getMessage() : e.toString());
    return 1;
  }

  private int wrongUsage(ParameterException e) {
    var command = e.getCommandLine();
    if (command.getParent() == null) {
      boolean unknown = e instanceof UnmatchedArgumentException;
      err.println(unknown ? "no such step" : e.getMessage());
      command.usage(err);
    } else {
      String step = command.getCommandName();
      err.println(
          e.getMessage() + ". Its options: mvn -q compile exec:exec@" + step + " -Dargs=--help");
    }
    return 2;
  }

  private record Port(int number) {}

  private static final class PortConverter implements ITypeConverter<Port> {
    @Override
    public Port convert(String value) {
      if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
        return new Port(Integer.parseInt(value));
      }
      throw new TypeConversionException("'" + value + "' is not a port (0 to 65535)");
    }
  }

  private record Target(String host, int port) {}

  private static final class TargetConverter implements ITypeConverter<Target> {
    @Override
    public Target convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 1) {
        throw new TypeConversionException("'" + value + "' is not NAME:PORT");
      }
      int port = new PortConverter().convert(value.substring(colon + 1)).number;
      return new Target(value.substring(0, colon), port);
    }
  }

  /** A time with its unit; 0 would mean for ever to a socket. */
  private static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      if (value.matches("[1-9]\\d{0,5}ms")) {
        return Duration.ofMillis(Long.parseLong(value.replace("ms", "")));
      }
      if (value.matches("[1-9]\\d{0,5}s")) {
        return Duration.ofSeconds(Long.parseLong(value.replace("s", "")));
      }
      throw new TypeConversionException("'" + value + "' is not a time, such as 200ms or 5s");
    }
  }

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
