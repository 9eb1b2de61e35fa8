package tcplessons.grader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static tcplessons.grader.Signature.Kind.CODE;
import static tcplessons.grader.Signature.Kind.EXITED;
import static tcplessons.grader.Signature.Kind.OPEN;
import static tcplessons.grader.Signature.Kind.OTHER;
import static tcplessons.grader.Signature.Kind.UNCONNECTED;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import tcplessons.grader.peers.DrippingProxy;
import tcplessons.grader.peers.Peer;
import tcplessons.grader.peers.PeerResult;

/**
 * The checks of an exercise whose program is a server. It is started once, and serves the clients
 * of all checks.
 */
public abstract non-sealed class ServerChecks extends Checks {

  /** A runtime may need a moment before it listens; a program may even sleep. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(3);

  private static final int CONNECT_MILLIS = 10_000;

  /** Below the ports that Linux gives to clients. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 10_000;
  private static final int ATTEMPTS = 50;
  private static final String LOCALHOST = "127.0.0.1";
  private static final List<String> HOSTS = List.of(LOCALHOST, "::1");

  private int port;
  private DatagramSocket reservation;
  private Program program;
  private Optional<Filling> filling = Optional.empty();
  private Optional<Path> folder = Optional.empty();
  private Socket probe;
  private String host;
  private int connected;
  private boolean mayHaveExited;

  /** What a check has opened or started. */
  private final List<AutoCloseable> opened = new ArrayList<>();

  private int accepted;
  private Optional<Listener> upstream = Optional.empty();

  /** Creates files in a folder. */
  protected interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * The program gets a new folder as its first argument.
   *
   * @param action fills it; what it creates beside the folder is deleted, too
   */
  protected final void folder(Filling action) {
    filling = Optional.of(action);
  }

  /** The folder that the program has got. */
  protected final Path folder() {
    return folder.orElseThrow();
  }

  @Override
  protected final void check(String name, Consumer<Connection> script) {
    add(name, () -> script.accept(connect()));
  }

  /** Starts the program, and waits until it listens. */
  @Override
  final void starts() throws IOException {
    switch (attempt()) {
      case Attempt.Running _ when filling.isPresent() ->
          throw run()
              .deviation(OTHER, new Phrase("expected.folder"), new Phrase("observed.other-folder"));
      case Attempt.Running running -> {
        port = running.port();
        packets().addProgramPort(port);
        probe = awaitListening();
      }
      case Attempt.Command command -> start(command);
    }
  }

  private void start(Attempt.Command command) throws IOException {
    start(command, argumentWords());
  }

  private void start(Attempt.Command command, List<String> before) throws IOException {
    port = freePort();
    packets().addProgramPort(port);
    var arguments = new ArrayList<String>();
    if (filling.isPresent()) {
      folder = Optional.of(Files.createTempDirectory("try-").toRealPath().resolve("folder"));
      filling.get().fill(Files.createDirectory(folder()));
      arguments.add(folder().toString());
    }
    arguments.addAll(before);
    arguments.add("" + port);
    startedWith(arguments);
    var words = command.with(arguments);
    try {
      program = Program.start(words, command.folder(), _ -> {});
    } catch (IOException e) {
      throw new Deviation(
          new Signature(EXITED, 0),
          new Phrase("expected.listens", "" + port),
          new Phrase("observed.no-program", words.getFirst(), e.getMessage()));
    }
    run().program(program);
    if (run().seesKernel()) {
      run().patience(START_PATIENCE);
      run().await(() -> hasStarted() || !program.listening().isEmpty());
      run().patience(Duration.ZERO);
      // If it waits while it listens elsewhere, it has the wrong port.
      boolean listens = run().await(this::hasStarted);
      if (!listens || program.hasExited()) {
        throw notListening();
      }
    } else {
      probe = awaitListening();
    }
  }

  private boolean hasStarted() {
    return Kernel.listens(port) || program.hasExited();
  }

  /** Without the kernel's table, a connection shows that it listens: the first check uses it. */
  private Socket awaitListening() {
    var tried = new Socket[1];
    run().patience(program == null ? Duration.ZERO : START_PATIENCE);
    run()
        .await(() -> {
          tried[0] = tryToConnect();
          return tried[0] != null || program != null && program.hasExited();
        });
    run().patience(Duration.ZERO);
    if (tried[0] == null) {
      throw notListening();
    }
    return tried[0];
  }

  private Socket tryToConnect() {
    try {
      return open();
    } catch (IOException _) {
      CheckRun.pause(Duration.ofMillis(20));
      return null;
    }
  }

  private Deviation notListening() {
    var expected = new Phrase("expected.listens", "" + port);
    var others = !run().seesProgram() ? new TreeSet<Integer>() : new TreeSet<>(program.listening());
    return run()
        .deviation(
            UNCONNECTED,
            expected,
            others.isEmpty()
                ? new Phrase("observed.not-listening", "" + port)
                : new Phrase("observed.other-port", others.toString().replaceAll("[\\[\\]]", "")));
  }

  /**
   * A free port that no other grader takes: each holds the UDP port of the same number, which is
   * independent of the TCP port.
   */
  private int freePort() throws IOException {
    IOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      int candidate = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
      try {
        reservation = new DatagramSocket(candidate);
        new ServerSocket(candidate).close();
        return candidate;
      } catch (IOException e) {
        last = e;
        release();
      }
    }
    throw last;
  }

  private void release() {
    if (reservation != null) {
      reservation.close();
      reservation = null;
    }
  }

  /** Connects a client, whose connection is read from the beginning. */
  protected final Connection connect() {
    return connection().reading();
  }

  /** Connects a client that does not read before {@link Connection#resumeReading}. */
  protected final Connection connectWithoutReading() {
    var connection = connection().withSmallBuffer();
    connection.stopReading();
    return connection.reading();
  }

  /**
   * The port of the grader's own server, for a program that is a proxy. With {@code --port}, it is
   * the one after the program's.
   */
  protected final int upstreamPort() {
    if (upstream.isEmpty()) {
      int wanted = attempt() instanceof Attempt.Running running ? running.port() + 1 : 0;
      upstream = Optional.of(Listener.onLoopback(wanted));
      packets().addGraderPort(upstream.get().port());
    }
    return upstream.get().port();
  }

  /** The grader's server accepts the program's next connection. */
  protected final Connection acceptUpstream() {
    return upstreamConnection().reading();
  }

  /** The same, but it does not read before {@link Connection#resumeReading}. */
  protected final Connection acceptUpstreamWithoutReading() {
    var connection = upstreamConnection();
    connection.stopReading();
    return connection.reading();
  }

  private Connection upstreamConnection() {
    var socket = upstream.orElseThrow().accept(run());
    if (socket.isEmpty()) {
      throw run()
          .deviation(
              UNCONNECTED, new Phrase("expected.upstream"), new Phrase("observed.unconnected"));
    }
    var name = Transcript.UPSTREAM + ++accepted;
    return new Connection(run(), socket.get(), name, Event.Kind.ACCEPTED, 0);
  }

  /**
   * Connects a client of another address of this machine. Where the address does not exist, the
   * client has its usual one.
   *
   * @param from the client's own address: 127.0.0.2
   * @param to the address of the server to which it connects
   */
  protected final Connection connect(String from, String to) {
    try {
      var socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      } catch (BindException _) {
        socket.close();
        run().notChecked("addresses");
        return connect();
      }
      return connection(
              () -> {
                socket.connect(
                    new InetSocketAddress(InetAddress.getByName(to), port), CONNECT_MILLIS);
                return socket;
              })
          .reading();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private interface Opening {
    Socket open() throws IOException;
  }

  private Connection connection() {
    return connection(() -> {
      var socket = probe != null ? probe : open();
      probe = null;
      return socket;
    });
  }

  private Connection connection(Opening opening) {
    long sockets = !run().seesProgram() ? 0 : Kernel.socketCount(program.processes());
    try {
      var socket = opening.open();
      return new Connection(run(), socket, "" + ++connected, Event.Kind.CONNECTED, sockets);
    } catch (IOException _) {
      throw run()
          .deviation(
              UNCONNECTED,
              new Phrase("expected.listens", "" + port),
              new Phrase("observed.refused", "" + port));
    }
  }

  private Socket open() throws IOException {
    IOException last = null;
    for (var candidate : host == null ? HOSTS : List.of(host)) {
      var socket = new Socket();
      try {
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(InetAddress.getByName(candidate), port), CONNECT_MILLIS);
        host = candidate;
        return socket;
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last;
  }

  /**
   * Ends the program, and starts it with other arguments before the port, on another port. The
   * check of a program that the grader has not started is not judged.
   *
   * @return whether it was started
   */
  protected final boolean restart(String... arguments) {
    if (!(attempt() instanceof Attempt.Command command)) {
      run().skip("restart");
      return false;
    }
    stop();
    mayHaveExited = false;
    try {
      start(command, List.of(arguments));
      return true;
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Ends the program: the check goes on without it. */
  protected final void stop() {
    mayHaveExited = true;
    endProgram();
  }

  /** Sends SIGTERM to the program. */
  protected final void terminate() {
    mayHaveExited = true;
    run().transcript.add("", Event.Kind.SIGTERM);
    program.terminate();
  }

  /**
   * The program exits, with one of these codes.
   *
   * @param codes the first one is the usual one
   */
  protected final void expectExit(Integer... codes) {
    run().nextStep();
    var expected = new Phrase("expected.exit", codes[0]);
    if (!run().await(program::hasExited)) {
      throw run().deviation(OPEN, expected, new Phrase("observed.runs"));
    }
    int code = program.exitCode().orElseThrow();
    run().transcript.addExit(code);
    if (!List.of(codes).contains(code)) {
      throw run().deviation(CODE, expected, new Phrase("observed.exit", code));
    }
  }

  /** Whether there is a client to start. If not, the check is not judged. */
  protected final boolean hasClient() {
    if (attempt().client().isEmpty()) {
      run().skip("client");
    }
    return attempt().client().isPresent();
  }

  /**
   * Starts the client of the exercise.
   *
   * @param name its first argument; host and port follow
   */
  protected final ClientProgram startClient(String name, int toPort) {
    var command = attempt().client().orElseThrow();
    var words = command.with(List.of(name, LOCALHOST, "" + toPort));
    try {
      boolean isAlone = program == null;
      var who = isAlone ? "" : name;
      var client =
          Program.start(
              words,
              command.folder(),
              bytes -> run().transcript.add(who, Event.Kind.STDOUT, bytes));
      opened.add(client);
      if (isAlone) {
        run().program(client);
      } else {
        run().addOther(client);
      }
      return new ClientProgram(run(), who, Optional.of(client));
    } catch (IOException e) {
      throw new Deviation(
          new Signature(EXITED, 0),
          new Phrase("expected.connects"),
          new Phrase("observed.no-program", words.getFirst(), e.getMessage()));
    }
  }

  /** The port of a proxy to the program, which passes on one byte at a time. */
  protected final int drippingProxy() {
    try {
      var proxy = new DrippingProxy(new InetSocketAddress(host == null ? LOCALHOST : host, port));
      opened.add(proxy);
      return proxy.port();
    } catch (IOException e) {
      throw new IllegalStateException("the grader cannot listen: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until the program has accepted all clients, and has done what it does by itself then,
   * such as adding them to a list.
   */
  protected final void awaitAccepted() {
    if (run().seesKernel()) {
      run().await(() -> run().connections().stream().allMatch(Connection::isAccepted));
    }
    settle();
  }

  /** Lets one of the difficult peers connect and behave in its way. */
  protected final PeerResult play(Peer peer) {
    try (var socket = peer.connect(port)) {
      var name = "" + ++connected;
      run().transcript.add(name, Event.Kind.CONNECTED);
      var result = peer.run(socket);
      var bytes = result.received().getBytes(ISO_8859_1);
      if (bytes.length > 0) {
        run().transcript.add(name, Event.Kind.RECEIVED, bytes);
      }
      switch (result.ending()) {
        case FIN -> run().transcript.add(name, Event.Kind.RECEIVED_FIN);
        case RST -> run().transcript.add(name, Event.Kind.RECEIVED_RST);
        case OPEN -> {}
      }
      return result;
    } catch (IOException _) {
      throw run()
          .deviation(
              UNCONNECTED,
              new Phrase("expected.listens", "" + port),
              new Phrase("observed.refused", "" + port));
    }
  }

  /** The program is still there, and the next check begins with no connection. */
  @Override
  final void end() {
    connected = 0;
    endOthers();
    accepted = 0;
    if (!mayHaveExited && program != null && program.hasExited()) {
      throw run()
          .deviation(
              UNCONNECTED,
              new Phrase("expected.listens", "" + port),
              new Phrase("observed.refused", "" + port));
    }
  }

  final Optional<Program> program() {
    return Optional.ofNullable(program);
  }

  private void endProgram() {
    release();
    if (program != null) {
      program.close();
      program = null;
    }
    deleteFolder();
  }

  private void endOthers() {
    for (var each : opened) {
      try {
        each.close();
      } catch (Exception _) {
        // it is closed
      }
    }
    opened.clear();
  }

  private void deleteFolder() {
    folder.ifPresent(path -> {
      try (var files = Files.walk(path.getParent())) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException _) {
        // it stays in the folder for temporary files
      }
    });
  }

  @Override
  public final void close() {
    endOthers();
    endProgram();
    upstream.ifPresent(Listener::close);
    if (probe != null) {
      try {
        probe.close();
      } catch (IOException _) {
        // it is closed
      }
    }
  }
}
