package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
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

/**
 * The command line of lesson 05: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-05",
    description = "One to all. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson05 {

  private static final String HOST = "Local address to listen on. Default: all, IPv4 and IPv6.";

  /** Where clients connect to, and how much one of them may cost. */
  private static final class Options {
    @Option(
        names = "--port",
        paramLabel = "N",
        description = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).",
        defaultValue = "1337",
        converter = PortConverter.class)
    private int port;

    @Option(
        names = "--clients",
        paramLabel = "N",
        description = "How many may be connected at a time (${DEFAULT-VALUE}).",
        defaultValue = "10000",
        converter = CountConverter.class)
    private int clients;

    @Option(
        names = "--behind",
        paramLabel = "SIZE",
        description = "How much may wait for a client that reads too slowly (${DEFAULT-VALUE}).",
        defaultValue = "1m",
        converter = SizeConverter.class)
    private int behind;
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

  void main(String[] args) {
    var commandLine =
        new CommandLine(this)
            .setParameterExceptionHandler((e, _) -> wrongUsage(e))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
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
      name = "broadcast",
      description = "What one client sends goes to all others, byte for byte.")
  int broadcast(
      @Mixin Options options,
      @Option(
              names = "--host",
              paramLabel = "ADDRESS",
              description = "Local address to listen on (${DEFAULT-VALUE}); :: is IPv6 and IPv4.",
              defaultValue = "0.0.0.0")
          String host,
      @Option(
              names = "--naive",
              description = "Write to one client after the other: the wrong way.")
          boolean naive)
      throws IOException, InterruptedException {
    return listen(options, host, naive ? NaiveBroadcastServer::new : BroadcastServer::new);
  }

  @Command(
      name = "chat",
      description = "A room: by lines, with names; joins and leaves are announced.")
  int chat(
      @Mixin Options options,
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host)
      throws IOException, InterruptedException {
    return listen(options, host, o -> new ChatServer(o, new LocalTransport()));
  }

  @Command(
      name = "cluster",
      description = "The same room over several servers, on one machine or more.")
  int cluster(
      @Mixin Options options,
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(
              names = "--cluster",
              paramLabel = "NAME",
              description = "The room's name, the same for all its servers (${DEFAULT-VALUE}).",
              defaultValue = "chat")
          String name,
      @Option(
              names = "--bind",
              paramLabel = "ADDR[:N]",
              description =
                  "Where to listen for the other servers (${DEFAULT-VALUE}), N or the first free"
                      + " port of 7800, 7801, 7802; and on N + 100.",
              defaultValue = "127.0.0.1",
              converter = BindConverter.class)
          InetSocketAddress bind,
      @Option(
              names = "--peers",
              paramLabel = "HOST:N",
              description = "Where to look for them. Default: the three ports at --bind.",
              split = ",",
              converter = PeerConverter.class)
          List<InetSocketAddress> peers,
      @Option(
              names = "--secret",
              paramLabel = "WORDS",
              description =
                  "What all servers must know, or the variable CLUSTER_SECRET. Default: nothing;"
                      + " whoever reaches the port gets in.",
              defaultValue = "${env:CLUSTER_SECRET}")
          String secret)
      throws IOException, InterruptedException {
    var address = bind.getAddress();
    if (secret == null && !address.isLoopbackAddress()) {
      String reached = address.getHostAddress();
      err.println("no --secret: whoever reaches " + reached + " may join and hear everything");
    }
    var here = ClusterPorts.free(bind);
    var others = peers == null ? ClusterPorts.all(address) : peers;
    return listen(
        options,
        host,
        o -> new ChatServer(o, new ClusterTransport(name, here, others, secret, out)));
  }

  private interface Starting {
    TcpServer start(ServerOptions options) throws IOException;
  }

  private int listen(Options options, String host, Starting starting)
      throws IOException, InterruptedException {
    String where = (host == null ? "all addresses" : host) + ", port " + options.port;
    try {
      var server =
          ServerOptions.builder()
              .host(host == null ? null : InetAddress.getByName(host))
              .port(options.port)
              .clients(options.clients)
              .behind(options.behind)
              .out(out)
              .err(err)
              .build();
      try (var running = starting.start(server)) {
        onCtrlC(running);
        // A virtual thread's first wait for a socket opens what all later ones share. Accepting in
        // one does it now: a crowd that comes at once may leave no file descriptor for it.
        Thread.startVirtualThread(running::run).join();
      }
      return 0;
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s. Who has it: ss -ltnp 'sport = :%d'. Another: --port N"
              .formatted(where, e.getMessage(), options.port));
    } catch (UnknownHostException _) {
      throw new IOException("cannot listen on " + where + ": unknown host. Local ones: ip address");
    }
  }

  /** Ctrl-C (SIGINT) and SIGTERM are how a step ends well: exit code 0, not 130 or 143. */
  private void onCtrlC(AutoCloseable closing) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(closing)));
  }

  private void stop(AutoCloseable closing) {
    if (ended.getCount() == 0) {
      return; // it ended by itself, and so does the JVM
    }
    try (closing) {
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

  private static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65535) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a port (0 to 65535)");
    }
  }

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9]\\d{0,5}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a number of clients (1 to 999999)");
    }
  }

  private static final class BindConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      return value.matches("[^:]+|\\[.*]") ? address(value, 0) : address(value);
    }
  }

  private static final class PeerConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      return address(value);
    }
  }

  private static InetSocketAddress address(String value) {
    int colon = value.lastIndexOf(':');
    if (colon < 1) {
      throw new TypeConversionException("'" + value + "' is not HOST:PORT");
    }
    int port = new PortConverter().convert(value.substring(colon + 1));
    return address(value.substring(0, colon), port);
  }

  private static InetSocketAddress address(String host, int port) {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new TypeConversionException("'" + host + "' is an unknown host");
    }
    return address;
  }

  /** At least what is read at a time, at most what an array of bytes can hold with ease. */
  private static final class SizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9]\\d{0,5}k")) {
        int kilobytes = Integer.parseInt(value.replace("k", ""));
        if (kilobytes >= 64) {
          return kilobytes * 1024;
        }
      }
      if (value.matches("[1-9]\\d{0,2}m")) {
        return Integer.parseInt(value.replace("m", "")) * 1024 * 1024;
      }
      throw new TypeConversionException(
          "'" + value + "' is not a size, such as 64k (the least) or 1m");
    }
  }

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
