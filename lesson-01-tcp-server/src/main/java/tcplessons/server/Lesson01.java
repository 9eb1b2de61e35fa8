package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import tcplessons.server.ServerOptions.ServerOptionsBuilder;

/**
 * The command line of lesson 01: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-01",
    description = "A TCP server. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson01 {

  private static final String HOST = "Local address to listen on. Default: all, IPv4 and IPv6.";
  private static final String PORT = "Port to listen on, 0 for any free one (${DEFAULT-VALUE}).";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean helpRequested;

  private final PrintStream out = unicode(System.out, FileDescriptor.out);
  private final PrintStream err = unicode(System.err, FileDescriptor.err);

  void main(String[] args) {
    var commandLine =
        new CommandLine(this)
            .setParameterExceptionHandler((e, _) -> wrongUsage(e))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
    System.exit(commandLine.execute(args));
  }

  @Command(name = "help", description = "Lists the steps.")
  int help() {
    new CommandLine(this).usage(out);
    return 0;
  }

  @Command(
      name = "reply-once",
      description = "Prints who connected and what came, answers `test`, ends.")
  int replyOnce(
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(
              names = "--port",
              paramLabel = "N",
              description = PORT,
              defaultValue = "5000",
              converter = PortConverter.class)
          int port,
      @Option(
              names = "--close-at-once",
              description = "Close both directions right after the answer: the wrong way.")
          boolean closeAtOnce)
      throws IOException, InterruptedException {
    var patience = Duration.ofSeconds(10);
    return listen(options(port), host, on -> new ReplyOnceServer(on, closeAtOnce, patience));
  }

  @Command(name = "hello", description = "Greets every connection with `[tcp/ip] hello world!`.")
  int hello(
      @Option(names = "--host", paramLabel = "ADDRESS", description = HOST) String host,
      @Option(
              names = "--port",
              paramLabel = "N",
              description = PORT,
              defaultValue = "23452",
              converter = PortConverter.class)
          int port)
      throws IOException, InterruptedException {
    return listen(options(port), host, HelloServer::new);
  }

  @Command(
      name = "lifecycle",
      description = "Echoes, and tells each moment by the name of Node's server event.")
  int lifecycle(
      @Option(
              names = "--host",
              paramLabel = "ADDRESS",
              description = "Local address to listen on (${DEFAULT-VALUE}).",
              defaultValue = "127.0.0.1")
          String host,
      @Option(
              names = "--port",
              paramLabel = "N",
              description = PORT,
              defaultValue = "4001",
              converter = PortConverter.class)
          int port,
      @Option(
              names = "--backlog",
              paramLabel = "N",
              description = "Handshakes that may wait for accept() (${DEFAULT-VALUE}, Java's own).",
              defaultValue = "50")
          int backlog,
      @Option(
              names = "--close-after",
              paramLabel = "N",
              description = "Stop listening once N connections have come. Default: never.",
              defaultValue = "0")
          int closeAfter)
      throws IOException, InterruptedException {
    var options = options(port).backlog(backlog);
    return listen(options, host, on -> new LifecycleServer(on, closeAfter));
  }

  private ServerOptionsBuilder options(int port) {
    return ServerOptions.builder().port(port).out(out).err(err);
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
      return serve(starting.start(options.host(address).build()));
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on %s: %s. Who has it: ss -ltnp 'sport = :%d'. Another: --port N"
              .formatted(where, e.getMessage(), port));
    } catch (UnknownHostException _) {
      throw new IOException("cannot listen on " + where + ": unknown host. Local ones: ip address");
    }
  }

  /** Serves until the server ends by itself, or Ctrl-C (SIGINT) or SIGTERM closes it. */
  private int serve(TcpServer server) throws IOException, InterruptedException {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, ended)));
    try (server) {
      // A virtual thread's first wait for a socket opens what all later ones share. Accepting in
      // one does it now: a crowd that comes at once may leave no file descriptor for it.
      Thread.startVirtualThread(server::run).join();
    } finally {
      ended.countDown();
    }
    return 0;
  }

  /** Being stopped is how a server ends well: exit code 0, not the signal's 130 or 143. */
  private static void stop(TcpServer server, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return; // it ended by itself, and so does the JVM
    }
    try (server) {
      server.close();
      ended.await(2, TimeUnit.SECONDS);
    } catch (IOException | InterruptedException _) {
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

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
