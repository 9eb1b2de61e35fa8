package tcplessons.http;

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
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tcplessons.http.ServerOptions.ServerOptionsBuilder;

/**
 * The command line of lesson 04: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-04",
    description = "HTTP from bytes. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson04 {

  private static final String HOST = "Local address to listen on. Default: all, IPv4 and IPv6.";
  private static final String QUIET = "Print no lines about connections and requests.";
  private static final String PORT = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).";

  /** Where to listen, but for the port, whose default is another in each step. */
  private static final class Listening {
    @Option(names = "--host", paramLabel = "ADDRESS", description = HOST)
    private String host;

    @Mixin private Patience patience;

    ServerOptionsBuilder options() {
      return patience.options();
    }
  }

  /** What a server bears. */
  private static final class Patience {
    @Option(
        names = "--connections",
        paramLabel = "N",
        description = "Connections at once; more wait (${DEFAULT-VALUE}).",
        defaultValue = "" + Limits.CONNECTIONS,
        converter = CountConverter.class)
    private int connections;

    @Option(
        names = "--idle-time",
        paramLabel = "TIME",
        description = "For the next request to begin, such as 500ms (${DEFAULT-VALUE}).",
        defaultValue = "15s")
    private Duration idleTime;

    @Option(
        names = "--head-time",
        paramLabel = "TIME",
        description = "For a request's head to come, such as 500ms (${DEFAULT-VALUE}).",
        defaultValue = "10s")
    private Duration headTime;

    @Option(
        names = "--body-time",
        paramLabel = "TIME",
        description = "For a body to come, with 1 s more for each KiB (${DEFAULT-VALUE}).",
        defaultValue = "10s")
    private Duration bodyTime;

    @Option(
        names = "--write-time",
        paramLabel = "TIME",
        description = "For an answer to be taken, with 1 s more for each KiB (${DEFAULT-VALUE}).",
        defaultValue = "20s")
    private Duration writeTime;

    ServerOptionsBuilder options() {
      var limits =
          Limits.builder()
              .connections(connections)
              .idleTime(idleTime)
              .headTime(headTime)
              .bodyTime(bodyTime)
              .writeTime(writeTime)
              .build();
      return ServerOptions.builder().limits(limits);
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
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    int code = commandLine().execute(args);
    ended.countDown();
    System.exit(code);
  }

  CommandLine commandLine() {
    return new CommandLine(this)
        .registerConverter(Port.class, new PortConverter())
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(Fault.class, new FaultConverter())
        .setParameterExceptionHandler((e, _) -> wrongUsage(e))
        .setExecutionExceptionHandler((e, _, _) -> failed(e));
  }

  @Command(name = "help", description = "Lists the steps.")
  int help() {
    new CommandLine(this).usage(out);
    return 0;
  }

  @Command(
      name = "hello",
      description = "The page of the original, as a response that conforms to HTTP/1.1.")
  int hello(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "5000")
          Port port,
      @Option(names = "--quiet", description = QUIET) boolean quiet)
      throws IOException, InterruptedException {
    return listen(listening.options().quiet(quiet), listening.host, port, HelloServer::new);
  }

  @Command(
      name = "inspect",
      description = "Shows what a client sends, and answers `test` as the original did.")
  int inspect(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "5000")
          Port port)
      throws IOException, InterruptedException {
    return listen(listening.options(), listening.host, port, InspectServer::new);
  }

  @Command(
      name = "broken",
      description = "The original's malformed responses: which client rejects what?")
  int broken(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "5000")
          Port port,
      @Option(
              names = "--fault",
              paramLabel = "FAULT",
              split = ",",
              description = "What is wrong: ${COMPLETION-CANDIDATES}. Default: nothing.")
          Set<Fault> faults,
      @Option(names = "--quiet", description = QUIET) boolean quiet)
      throws IOException, InterruptedException {
    return listen(
        listening.options().quiet(quiet),
        listening.host,
        port,
        options -> new BrokenServer(options, chosen(faults)));
  }

  @Command(name = "echo", description = "Answers every method with the body that it got.")
  int echo(
      @Mixin Listening listening,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "5000")
          Port port,
      @Option(names = "--quiet", description = QUIET) boolean quiet)
      throws IOException, InterruptedException {
    return listen(listening.options().quiet(quiet), listening.host, port, EchoServer::new);
  }

  @Command(name = "files", description = "Serves the files of a folder.")
  int files(
      @Mixin Patience patience,
      @Option(
              names = "--host",
              paramLabel = "ADDRESS",
              description = "Local address to listen on (${DEFAULT-VALUE}).",
              defaultValue = "127.0.0.1")
          String host,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "8000")
          Port port,
      @Option(
              names = "--root",
              paramLabel = "FOLDER",
              description = "The folder to serve (${DEFAULT-VALUE}).",
              defaultValue = ".")
          Path root,
      @Option(names = "--quiet", description = QUIET) boolean quiet)
      throws IOException, InterruptedException {
    return listen(
        patience.options().quiet(quiet),
        host,
        port,
        chosen -> {
          var server = new FileServer(chosen, folder(root));
          String name = chosen.host().isLoopbackAddress() ? "localhost" : host;
          out.println("http://" + name + ":" + server.port() + "/ until Ctrl-C");
          return server;
        });
  }

  private static Path folder(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IOException("cannot serve " + root + ": there is no such folder. Another: --root");
    }
    return root;
  }

  private interface Starting {
    TcpServer start(ServerOptions options) throws IOException;
  }

  private int listen(ServerOptionsBuilder options, String host, Port port, Starting starting)
      throws IOException, InterruptedException {
    String where = (host == null ? "all addresses" : host) + ", port " + port.number;
    try {
      var address = host == null ? null : InetAddress.getByName(host);
      options.host(address).port(port.number).out(out).err(err);
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

  private static Set<Fault> chosen(Set<Fault> faults) {
    return faults == null ? Set.of() : EnumSet.copyOf(faults);
  }

  /** Ctrl-C (SIGINT) and SIGTERM are how a step ends well: exit code 0, not 130 or 143. */
  private void stop() {
    if (ended.getCount() == 0) {
      return; // it ended by itself, and so does the JVM
    }
    try (var _ = open) {
      // It finishes what is in flight.
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

  private static final class FaultConverter implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String value) {
      return Stream.of(Fault.values())
          .filter(fault -> fault.toString().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + value + "' is none of " + EnumSet.allOf(Fault.class)));
    }
  }

  private static final class CountConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (value.matches("[1-9]\\d{0,5}")) {
        return Integer.valueOf(value);
      }
      throw new TypeConversionException("'" + value + "' is not a number (1 to 999999)");
    }
  }

  /** A time with its unit: more than nothing, and no more than a day. */
  private static final class DurationConverter implements ITypeConverter<Duration> {

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

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
