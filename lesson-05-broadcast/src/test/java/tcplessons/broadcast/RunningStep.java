package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A step of this lesson that runs in the test's JVM, with the command line that a reader types. It
 * is stopped as Ctrl-C stops it, at the latest at the end of the test. Every lesson has the same
 * copy.
 */
final class RunningStep implements AutoCloseable {

  static final Duration TIMEOUT = CapturedOutput.TIMEOUT;

  final CapturedOutput out = new CapturedOutput();
  final CapturedOutput err = new CapturedOutput();

  /** Completed when the step has returned. */
  final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

  private final Thread thread;

  private RunningStep(Callable<Integer> step, String... options) {
    setField(step, "out", out);
    setField(step, "err", err);
    var commandLine =
        Cli.commandLine(step).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    exitCode.orTimeout(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    thread = Thread.startVirtualThread(() -> exitCode.complete(commandLine.execute(options)));
  }

  /** Starts a step with these options. */
  static RunningStep start(Callable<Integer> step, String... options) {
    return new RunningStep(step, options);
  }

  /** Starts a server on any free port, and waits until it listens. */
  static RunningStep server(Callable<Integer> step, String... options) {
    var all = Stream.concat(Stream.of("--port", "0"), Stream.of(options)).toArray(String[]::new);
    var running = new RunningStep(step, all);
    running.port();
    return running;
  }

  /** The port on which the server listens. */
  int port() {
    return out.awaitPort();
  }

  Socket connect() throws IOException {
    return connect("127.0.0.1");
  }

  /** A client of the server; connecting and each read have a timeout. */
  Socket connect(String host) throws IOException {
    var socket = new Socket();
    int timeoutMillis = Math.toIntExact(TIMEOUT.toMillis());
    socket.connect(new InetSocketAddress(host, port()), timeoutMillis);
    socket.setSoTimeout(timeoutMillis);
    return socket;
  }

  /** Stops the step as Ctrl-C does, and waits until it has returned. */
  void stop() {
    thread.interrupt();
    exitCode.join();
  }

  @Override
  public void close() {
    stop();
  }

  /** Every step prints to fields of its own, which are System.out and System.err otherwise. */
  private static void setField(Object step, String name, Object value) {
    try {
      step.getClass().getDeclaredField(name).set(step, value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(step.getClass() + " needs a field '" + name + "'", e);
    }
  }
}
