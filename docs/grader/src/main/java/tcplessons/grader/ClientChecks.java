package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.EARLY;
import static tcplessons.grader.Signature.Kind.EXITED;
import static tcplessons.grader.Signature.Kind.UNCONNECTED;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tcplessons.grader.peers.FullBacklog;

/**
 * The checks of an exercise whose program is a client: the grader is its server. Every check starts
 * the program anew.
 */
public abstract non-sealed class ClientChecks extends Checks {

  private static final Duration START_PATIENCE = Duration.ofSeconds(3);

  /** A client that runs already is started by hand. */
  private static final Duration BY_HAND = Duration.ofMinutes(2);

  private Listener listener;
  private Program program;
  private int accepted;
  private Optional<byte[]> input = Optional.empty();

  /** What a check has opened beside the listener. */
  private final List<Closeable> opened = new ArrayList<>();

  private final Map<Integer, Listener> others = new HashMap<>();

  /** Starts the program, and accepts its connection. */
  @Override
  protected final void check(String name, Consumer<Connection> script) {
    add(
        name,
        () -> {
          start();
          script.accept(accept());
        });
  }

  @Override
  final void starts() throws IOException {
    start();
    accept();
  }

  /** Starts the program; the grader listens. */
  protected final void start() {
    listen();
    start(listener.port());
  }

  /** Starts the program with a port on which no server listens. */
  protected final void startWithoutServer() {
    start(refusingPort());
    run().patience(START_PATIENCE); // no connection shows when it has started
  }

  /** A port that refuses connections until the end of the check. */
  protected final int refusingPort() {
    try {
      // It is bound, so that no other program can listen on it.
      var socket = new Socket();
      opened.add(socket);
      socket.bind(new InetSocketAddress(Listener.HOST, 0));
      packets().addGraderPort(socket.getLocalPort());
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free: " + e.getMessage(), e);
    }
  }

  /**
   * A port that answers no SYN until the end of the check, as its backlog is full. Where a backlog
   * does not fill, this is not checked: then it is a port that refuses connections.
   */
  protected final int silentPort() {
    try {
      var silent = new FullBacklog(Listener.HOST);
      opened.add(silent);
      if (silent.isFull()) {
        packets().addGraderPort(silent.port());
        return silent.port();
      }
    } catch (IOException e) {
      throw new IllegalStateException("no port is free: " + e.getMessage(), e);
    }
    run().notChecked("silent");
    return refusingPort();
  }

  /** The program reads this from stdin when it is started next, and then EOF. */
  protected final void input(byte[] bytes) {
    input = Optional.of(bytes);
  }

  /** The program reads this text, in UTF-8, from stdin when it is started next, and then EOF. */
  protected final void input(String text) {
    input(Bytes.utf8(text));
  }

  private void listen() {
    if (attempt() instanceof Attempt.Running running) {
      if (listener == null) {
        listener = Listener.onAllAddresses(running.port());
      }
    } else {
      closeListener();
      listener = Listener.onLoopback(0);
    }
    packets().addGraderPort(listener.port());
  }

  private void start(int port) {
    if (!(attempt() instanceof Attempt.Command command)) {
      return;
    }
    var arguments = new ArrayList<>(argumentWords());
    arguments.addAll(List.of(Listener.HOST, "" + port));
    startedWith(arguments);
    var words = command.with(arguments);
    try {
      program =
          Program.start(
              words, command.folder(), bytes -> run().transcript.add("", Event.Kind.STDOUT, bytes));
      run().program(program);
      input.ifPresent(program::input);
      input = Optional.empty();
    } catch (IOException e) {
      throw new Deviation(
          new Signature(EXITED, 0),
          new Phrase("expected.connects"),
          new Phrase("observed.no-program", words.getFirst(), e.getMessage()));
    }
  }

  /** The port of another server of the grader, until the end of the check. */
  protected final int anotherPort() {
    var another = Listener.onLoopback(0);
    opened.add(another);
    packets().addGraderPort(another.port());
    others.put(another.port(), another);
    return another.port();
  }

  /** Accepts the next connection to {@link #anotherPort}. */
  protected final Connection accept(int anotherPort) {
    return connection(others.get(anotherPort)).reading();
  }

  /**
   * The program does not connect to the port that it was started with.
   *
   * @param reason why
   */
  protected final void expectNoConnection(String reason) {
    run().nextStep();
    var socket = new Socket[1];
    run()
        .settle(() -> {
          socket[0] = listener.tryToAccept();
          return socket[0] != null;
        });
    if (socket[0] != null) {
      close(socket[0]);
      throw run()
          .deviation(
              EARLY,
              new Phrase("expected.no-connection", run().because(reason)),
              new Phrase("observed.connected"));
    }
  }

  /** Accepts the next connection of the program. */
  protected final Connection accept() {
    return connection().reading();
  }

  /** Accepts a connection that is not read before {@link Connection#resumeReading}. */
  protected final Connection acceptWithoutReading() {
    var connection = connection();
    connection.stopReading();
    return connection.reading();
  }

  /**
   * Accepts a connection on which the grader sends everything back at once, and FIN at FIN. While
   * the program does not read, the grader does not read either.
   */
  protected final Connection acceptAndEcho() {
    try {
      return connection().echoing();
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private Connection connection() {
    return connection(listener);
  }

  private Connection connection(Listener from) {
    run().patience(program == null ? BY_HAND : START_PATIENCE);
    var socket = from.accept(run());
    run().patience(Duration.ZERO);
    if (socket.isEmpty()) {
      throw run()
          .deviation(
              UNCONNECTED, new Phrase("expected.connects"), new Phrase("observed.unconnected"));
    }
    return new Connection(run(), socket.get(), "" + ++accepted, Event.Kind.ACCEPTED, 0);
  }

  /** The program prints exactly this on stdout, from its start to its exit. */
  protected final void expectOutput(String expected) {
    started().expectOutput(expected);
  }

  /** The program prints exactly these bytes on stdout, from its start to its exit. */
  protected final void expectOutput(byte[] expected) {
    started().expectOutput(expected);
  }

  /** The program ends, with this exit code. */
  protected final void expectExit(int code) {
    started().expectExit(code);
  }

  /** The program has printed exactly one line on stderr, which is no stack trace. */
  protected final void expectOneErrorLine() {
    started().expectOneErrorLine();
  }

  private ClientProgram started() {
    return new ClientProgram(run(), "", Optional.ofNullable(program));
  }

  @Override
  final void end() {
    accepted = 0;
    opened.forEach(ClientChecks::close);
    opened.clear();
    others.clear();
    if (program != null) {
      program.close();
      program = null;
    }
  }

  private void closeListener() {
    if (listener != null) {
      close(listener);
    }
  }

  private static void close(Closeable each) {
    try {
      each.close();
    } catch (IOException _) {
      // it is closed
    }
  }

  @Override
  public final void close() {
    end();
    closeListener();
  }
}
