package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tcplessons.keepalive.ReadTimeoutServer.Way;

/**
 * The command line of lesson 03: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-03",
    description = "Idle, dead, delayed. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson03 {

  private static final String PORT = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).";

  /** After which a demonstration of waiting without a limit is cut short. */
  private static final Duration PATIENCE = Duration.ofMillis(2500);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Where to listen. */
  private static final class Listening {
    @Option(
        names = "--host",
        paramLabel = "ADDRESS",
        description = "Local address to listen on. Default: all, IPv4 and IPv6.")
    private String host;
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
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    int code = commandLine().execute(args);
    ended.countDown();
    System.exit(code);
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .registerConverter(Port.class, new PortConverter())
        .registerConverter(Duration.class, new DurationConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  @Command(name = "help", description = "Lists the steps.")
  int help() {
    new CommandLine(this).usage(out);
    return 0;
  }

  @Command(
      name = "idle-timeout",
      description = "Echoes, and closes connections on which nothing moves.")
  int idleTimeout(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "6001")
          Port port,
      @Option(
              names = "--timeout",
              paramLabel = "TIME",
              description = "How long nothing may move, as 500ms or 2m (${DEFAULT-VALUE}).",
              defaultValue = "6000ms")
          Duration timeout,
      @Option(
              names = "--answer-after",
              paramLabel = "TIME",
              description = "Hold each echo back, to tell reads from writes. Default: at once.")
          Duration thinking)
      throws IOException, InterruptedException {
    var pause = thinking == null ? Duration.ZERO : thinking;
    return listen(listening, port, at -> new IdleTimeoutServer(at, timeout, pause, Alarm.SYSTEM));
  }

  @Command(name = "read-timeout", description = "What setSoTimeout limits, and what it does not.")
  int readTimeout(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "6002")
          Port port,
      @Option(
              names = "--timeout",
              paramLabel = "TIME",
              description = "For setSoTimeout, as 500ms (${DEFAULT-VALUE}).",
              defaultValue = "1s")
          Duration timeout,
      @Option(
              names = "--by",
              paramLabel = "WAY",
              description = "Who waits: read, exactly or line (${DEFAULT-VALUE}).",
              defaultValue = "read")
          Way way,
      @Option(
              names = "--write",
              description = "Write without end instead of reading: what the timeout ignores.")
          boolean writing,
      @Option(
              names = "--connect",
              paramLabel = "NAME:N",
              description = "Instead of listening, connect to somebody who may not answer.",
              converter = TargetConverter.class)
          InetSocketAddress target)
      throws IOException, InterruptedException {
    if (target != null) {
      new ConnectTimeoutClient(timeout, PATIENCE, out).run(target);
      return 0;
    }
    return listen(
        listening,
        port,
        at ->
            writing
                ? new StuckWriteServer(at, timeout, PATIENCE)
                : new ReadTimeoutServer(at, timeout, way));
  }

  @Command(
      name = "keep-alive",
      description = "Waits for ever; its kernel notices that a client is gone.")
  int keepAlive(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "6004")
          Port port,
      @Option(
              names = "--idle",
              paramLabel = "TIME",
              description = "Silence before the first probe (${DEFAULT-VALUE}).",
              defaultValue = "10s",
              converter = SecondsConverter.class)
          Duration idle,
      @Option(
              names = "--interval",
              paramLabel = "TIME",
              description = "Time between unanswered probes (${DEFAULT-VALUE}).",
              defaultValue = "1s",
              converter = SecondsConverter.class)
          Duration interval,
      @Option(
              names = "--count",
              paramLabel = "N",
              description = "Unanswered probes that make a connection dead (${DEFAULT-VALUE}).",
              defaultValue = "10",
              converter = CountConverter.class)
          int count,
      @Option(
              names = "--set",
              paramLabel = "WHAT",
              description = "What to set: all, on or nothing (${DEFAULT-VALUE}).",
              defaultValue = "all")
          What what)
      throws IOException, InterruptedException {
    KeepAliveServer.Setting setting =
        switch (what) {
          case NOTHING -> _ -> {};
          case ON -> socket -> socket.setKeepAlive(true);
          case ALL -> new KeepAlive(true, idle, interval, count)::set;
        };
    return listen(listening, port, at -> new KeepAliveServer(at, setting));
  }

  private enum What {
    NOTHING,
    ON,
    ALL
  }

  @Command(
      name = "no-delay",
      description = "Sends three letters in three ways, and measures the answers.")
  int noDelay(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "6005")
          Port port,
      @Option(
              names = "--rounds",
              paramLabel = "N",
              description = "How often each way is measured (${DEFAULT-VALUE}).",
              defaultValue = "3",
              converter = CountConverter.class)
          int rounds,
      @Option(
              names = "--receive",
              paramLabel = "NAME:N",
              description = "Instead of listening, be the client: print when the letters arrive.",
              converter = TargetConverter.class)
          InetSocketAddress target)
      throws IOException, InterruptedException {
    if (target == null) {
      return listen(listening, port, at -> new NoDelayServer(at, rounds));
    }
    try (var socket = new Socket()) {
      socket.connect(target, (int) CONNECT_LIMIT.toMillis());
      new NoDelayClient(out).run(socket);
      return 0;
    } catch (IOException e) {
      throw new IOException("connection to " + target + ": " + e.getMessage());
    }
  }

  private interface Starting {
    TcpServer start(ServerOptions options) throws IOException;
  }

  private int listen(Listening listening, Port port, Starting starting)
      throws IOException, InterruptedException {
    String host = listening.host;
    String where = (host == null ? "all addresses" : host) + ", port " + port.number;
    try {
      var address = host == null ? null : InetAddress.getByName(host);
      var options = ServerOptions.builder().host(address).port(port.number).out(out).err(err);
      try (var server = starting.start(options.build())) {
        open = server;
        // A virtual thread's first wait for a socket opens what all later ones share. Accepting in
        // one does it now: a crowd that comes at once may leave no file descriptor for it.
        Thread.startVirtualThread(server::run).join();
      }
      return 0;
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s. Who has it: ss -ltnp 'sport = :%d'. Another: --port N"
              .formatted(where, e.getMessage(), port.number));
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

  private static final class TargetConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String value) {
      int colon = value.lastIndexOf(':');
      if (colon < 1) {
        throw new TypeConversionException("'" + value + "' is not NAME:PORT");
      }
      int port = new PortConverter().convert(value.substring(colon + 1)).number;
      var address = new InetSocketAddress(value.substring(0, colon), port);
      if (address.isUnresolved()) {
        throw new TypeConversionException("'" + address.getHostString() + "' is an unknown host");
      }
      return address;
    }
  }

  /** A time with its unit: more than nothing, and no more than a day. */
  private static class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,8})(ms|s|m|h)");
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Map<String, ChronoUnit> UNITS =
        Map.of("ms", MILLIS, "s", SECONDS, "m", MINUTES, "h", HOURS);

    @Override
    public Duration convert(String value) {
      var time = TIME.matcher(value);
      if (time.matches()) {
        var duration = Duration.of(Long.parseLong(time.group(1)), UNITS.get(time.group(2)));
        if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
          return duration;
        }
      }
      throw new TypeConversionException(
          "'" + value + "' is not a time from 1ms to 24h, such as 500ms, 5s or 2m");
    }
  }

  /** What the kernel takes for keep-alive: tcp(7). */
  private static final class SecondsConverter extends DurationConverter {
    @Override
    public Duration convert(String value) {
      var time = super.convert(value);
      if (time.toMillis() % 1000 != 0 || time.toSeconds() > 32767) {
        throw new TypeConversionException("'" + value + "' is not whole seconds (1s to 32767s)");
      }
      return time;
    }
  }

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("\\d{1,3}")) {
        int count = Integer.parseInt(value);
        if (1 <= count && count <= 127) {
          return count;
        }
      }
      throw new TypeConversionException("'" + value + "' is not a count (1 to 127)");
    }
  }

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
