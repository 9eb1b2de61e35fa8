package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line of lesson 06: one subcommand a step.
 *
 * <p>Exit codes: 0 done or stopped by Ctrl-C, 1 failed at run time, 2 wrong usage.
 */
@Command(
    name = "lesson-06",
    description = "Text, structs and frames. Run a step with: mvn -q compile exec:exec@STEP",
    synopsisSubcommandLabel = "STEP",
    commandListHeading = "%nSteps:%n")
final class Lesson06 {

  private static final String PORT =
      "Port to listen on, 0 for any free one, or to connect to (${DEFAULT-VALUE}).";

  /** How long a handshake may take. */
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** Where, and how patiently; the port's default is another in each step. */
  private static final class Peers {
    @Option(
        names = "--host",
        paramLabel = "ADDRESS",
        description =
            "Local address to listen on, default all, IPv4 and IPv6; or the name or address to"
                + " connect to, default 127.0.0.1.")
    private String host;

    @Option(
        names = "--idle-timeout",
        paramLabel = "TIME",
        description =
            "Close a connection on which no message was finished for so long, as 500ms"
                + " (${DEFAULT-VALUE}).",
        defaultValue = "30s",
        converter = LimitConverter.class)
    private Duration idle;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Target target(Port port) {
      return new Target(host == null ? "127.0.0.1" : host, port.number);
    }

    ParameterException wrong(String complaint) {
      return new ParameterException(spec.commandLine(), complaint);
    }
  }

  /** The three ways to read a struct. */
  private enum Way {
    BUFFER,
    LAYOUT,
    STREAM;

    StructReader reader(ByteOrder order) {
      return switch (this) {
        case BUFFER -> new BufferReader(order);
        case LAYOUT -> new LayoutReader(order);
        case STREAM -> new StreamReader();
      };
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
      name = "struct",
      description = "Reads the C++ struct, correctly; --send plays the C++ side.")
  int struct(
      @Mixin Peers peers,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "8001")
          Port port,
      @Option(
              names = "--connect",
              paramLabel = "HOST:N",
              arity = "0..1",
              fallbackValue = "",
              description =
                  "Connect to a C++ server and read, as the original does. Default: --host and"
                      + " --port.")
          String connect,
      @Option(
              names = "--way",
              paramLabel = "WAY",
              description =
                  "Read with a ByteBuffer (buffer), a MemoryLayout (layout) or a DataInputStream,"
                      + " which is big endian (stream). Default: ${DEFAULT-VALUE}.",
              defaultValue = "buffer")
          Way way,
      @Option(
              names = "--big-endian",
              description = "The highest byte of b first: network order. Both sides must agree.")
          boolean bigEndian,
      @Option(
              names = "--send",
              paramLabel = "A,B,C",
              arity = "0..1",
              fallbackValue = "A,300,hello",
              description =
                  "Send this struct, ${FALLBACK-VALUE} by default; several times for several"
                      + " structs. Connects, unless there is --listen.")
          List<String> send,
      @Option(names = "--listen", description = "With --send: listen, be the C++ server.")
          boolean listen,
      @Option(names = "--drip", description = "With --send: one byte at a time.") boolean drip)
      throws IOException, InterruptedException {
    if (listen && (send == null || connect != null)) {
      throw peers.wrong("--listen goes with --send, and not with --connect");
    }
    var order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    boolean named = connect != null && !connect.isEmpty();
    var target = named ? target(peers, connect) : peers.target(port);
    if (send == null) {
      var reader = way.reader(order);
      return connect == null
          ? listen(peers, port, options -> new StructServer(options, reader))
          : converse(peers, target, "whole struct", new StructReceiver(reader, out)::receive);
    }
    var structs = send.stream().map(text -> struct(peers, text)).toList();
    var sender = new StructSender(structs, order, drip, out);
    return listen
        ? listen(peers, port, options -> new StructSource(options, sender))
        : converse(peers, target, "end of the sending", (socket, _) -> sender.send(socket));
  }

  @Command(name = "bytes", description = "Sends 01 02 03; --receive prints what comes as hex.")
  int bytes(
      @Mixin Peers peers,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "8000")
          Port port,
      @Option(names = "--receive", description = "Listen, and print a hex dump of what comes.")
          boolean receive,
      @Option(
              names = "--values",
              paramLabel = "N,N",
              split = ",",
              description = "What to send, a byte each (${DEFAULT-VALUE}). Try 300.",
              defaultValue = "1,2,3")
          List<Integer> values)
      throws IOException, InterruptedException {
    if (receive) {
      return listen(peers, port, BytesServer::new);
    }
    var client = new BytesClient(values, out);
    return converse(peers, peers.target(port), "end", (socket, _) -> client.send(socket));
  }

  @Command(
      name = "text",
      description = "UTF-8 in pieces: each read on its own, and what is left over kept.")
  int text(
      @Mixin Peers peers,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "6008")
          Port port,
      @Option(
              names = "--replace",
              description = "U+FFFD for what is malformed, instead of an error with its position.")
          boolean replace,
      @Option(
              names = "--send",
              paramLabel = "TEXT",
              arity = "0..1",
              fallbackValue = "안녕하세요",
              description = "Connect and send this text, ${FALLBACK-VALUE} by default.",
              converter = TextConverter.class)
          String text,
      @Option(
              names = "--send-every-byte",
              description = "Connect and send the bytes 00 to ff, which are no text.")
          boolean everyByte,
      @Option(
              names = "--cut",
              paramLabel = "N",
              description = "With --send: in pieces of N bytes. Default: in one.",
              defaultValue = "" + Integer.MAX_VALUE,
              showDefaultValue = CommandLine.Help.Visibility.NEVER,
              converter = PositiveConverter.class)
          int cut,
      @Option(
              names = "--pause",
              paramLabel = "TIME",
              description = "Between two pieces (${DEFAULT-VALUE}).",
              defaultValue = "500ms")
          Duration pause)
      throws IOException, InterruptedException {
    if (text != null && everyByte) {
      throw peers.wrong("--send or --send-every-byte, not both");
    }
    if (text == null && !everyByte) {
      var malformed = replace ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
      return listen(peers, port, options -> new TextServer(options, malformed));
    }
    byte[] bytes = everyByte ? TextClient.everyByte() : text.getBytes(UTF_8);
    var client = new TextClient(cut, pause, out);
    return converse(
        peers,
        peers.target(port),
        "byte",
        (socket, deadline) -> client.run(socket, deadline, bytes));
  }

  @Command(name = "frames", description = "Messages with a length before them; --send sends some.")
  int frames(
      @Mixin Peers peers,
      @Option(names = "--port", paramLabel = "N", description = PORT, defaultValue = "8002")
          Port port,
      @Option(
              names = "--max-frame",
              paramLabel = "BYTES",
              description = "The longest payload that is accepted or sent (${DEFAULT-VALUE}).",
              defaultValue = "" + FrameReader.MAX_FRAME,
              converter = FrameSizeConverter.class)
          int maxFrame,
      @Option(
              names = "--send",
              paramLabel = "TEXT",
              description = "Connect and send this text in a frame; several times for several.",
              converter = TextConverter.class)
          List<String> texts)
      throws IOException, InterruptedException {
    if (texts == null) {
      return listen(peers, port, options -> new FramesServer(options, maxFrame));
    }
    for (var text : texts) {
      int length = text.getBytes(UTF_8).length;
      if (length > maxFrame) {
        throw peers.wrong(length + " bytes of text are more than --max-frame " + maxFrame);
      }
    }
    var client = new FramesClient(maxFrame, out);
    return converse(
        peers,
        peers.target(port),
        "whole frame",
        (socket, deadline) -> client.run(socket, deadline, texts));
  }

  private int converse(
      Peers peers, Target target, String awaited, Deadline.Conversation conversation)
      throws IOException {
    if (target.port == 0) {
      throw peers.wrong("port 0 is for listening; to connect, name the server's port");
    }
    try (var socket = new Dialer(HANDSHAKE).dial(target.host, target.port)) {
      String peer = TcpServer.peer(socket);
      try {
        Deadline.hold(socket, peers.idle, awaited, conversation);
        return 0;
      } catch (IOException e) {
        throw new IOException("connection to " + peer + ": " + e.getMessage());
      }
    }
  }

  private interface Starting {
    TcpServer start(ServerOptions options) throws IOException;
  }

  private int listen(Peers peers, Port port, Starting starting)
      throws IOException, InterruptedException {
    String where = (peers.host == null ? "all addresses" : peers.host) + ", port " + port.number;
    try {
      var address = peers.host == null ? null : InetAddress.getByName(peers.host);
      var options = ServerOptions.builder().host(address).port(port.number).idle(peers.idle);
      try (var server = starting.start(options.out(out).err(err).build())) {
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
      return new Port(number(value, 0, 65535, "a port"));
    }
  }

  private static final class PositiveConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return number(value, 1, Integer.MAX_VALUE, "a number of bytes");
    }
  }

  /** Each connection may fill a buffer of this size: more than half a GiB helps nobody. */
  private static final class FrameSizeConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      return number(value, 0, 512 * FrameReader.MAX_FRAME, "a number of bytes");
    }
  }

  private static int number(String value, int least, int most, String what) {
    if (value.matches("\\d{1,10}")) {
      long number = Long.parseLong(value);
      if (least <= number && number <= most) {
        return (int) number;
      }
    }
    throw new TypeConversionException(
        "'%s' is not %s (%d to %d)".formatted(value, what, least, most));
  }

  private record Target(String host, int port) {}

  // Values that may be left out: picocli would take a wrong one for the next argument.

  private static Target target(Peers peers, String value) {
    int colon = value.lastIndexOf(':');
    if (colon < 1) {
      throw peers.wrong("'" + value + "' is not HOST:PORT");
    }
    try {
      int port = number(value.substring(colon + 1), 1, 65535, "a port");
      return new Target(value.substring(0, colon), port);
    } catch (TypeConversionException e) {
      throw peers.wrong(e.getMessage());
    }
  }

  private static CStruct struct(Peers peers, String value) {
    var parts = value.split(",", 3);
    try {
      if (parts.length == 3 && parts[0].matches("\\p{ASCII}")) {
        var struct = new CStruct((byte) parts[0].charAt(0), Integer.parseInt(parts[1]), parts[2]);
        struct.toBytes(ByteOrder.LITTLE_ENDIAN); // objects to a text that does not fit
        return struct;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw peers.wrong(
        "'%s' is not a struct such as A,300,hello: one ASCII character, an int, 15 bytes of text"
            .formatted(value));
  }

  /** Java takes what it cannot read of its arguments for U+FFFD. */
  private static final class TextConverter implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (value.indexOf('\uFFFD') != -1) {
        throw new TypeConversionException("the text cannot be read; set a UTF-8 locale (LANG)");
      }
      return value;
    }
  }

  private static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return Durations.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  private static final class LimitConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      var limit = new DurationConverter().convert(value);
      if (limit.isZero()) {
        throw new TypeConversionException("'" + value + "' leaves no time for anything");
      }
      return limit;
    }
  }

  /** A terminal without a locale (LANG=C) gets UTF-8 instead of question marks. */
  private static PrintStream unicode(PrintStream stream, FileDescriptor descriptor) {
    return stream.charset().newEncoder().canEncode('한')
        ? stream
        : new PrintStream(new FileOutputStream(descriptor), true, UTF_8);
  }
}
