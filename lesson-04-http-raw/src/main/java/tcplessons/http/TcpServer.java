package tcplessons.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Accepts connections from a listening socket and handles each one in a virtual thread.
 *
 * <p>It differs from the accept loop of lesson 01 in two points. It limits the number of open
 * connections: it takes a permit before it calls {@code accept()}, so that connections over the
 * limit stay in the kernel's backlog, where they need no thread and no buffer of the server. And it
 * stops gracefully: requests in flight are finished, within {@link Limits#stopTime}.
 */
final class TcpServer implements AutoCloseable {

  /** Creates what serves an accepted connection. */
  interface ConnectionFactory {
    Connection create(Socket socket) throws IOException;
  }

  /** The pause after a failed accept: it keeps the loop from using a whole core. */
  private static final Duration ACCEPT_RETRY_DELAY = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final ConnectionFactory factory;
  private final Limits limits;
  private final PrintStream out;
  private final PrintStream err;
  private final Semaphore permits;
  private final Map<Socket, Connection> connections = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** Whether the last accept has failed; used by the accepting thread alone. */
  private boolean failing;

  /**
   * @param out where the server prints its port
   * @param err where it prints errors, one line each
   */
  TcpServer(
      ServerSocket listener,
      ConnectionFactory factory,
      Limits limits,
      PrintStream out,
      PrintStream err) {
    this.listener = listener;
    this.factory = factory;
    this.limits = limits;
    this.out = out;
    this.err = err;
    permits = new Semaphore(limits.maxConnections);
  }

  /**
   * Accepts until the listener is closed, then returns when the last connection is closed.
   *
   * <p>An interrupt stops the server gracefully. Run it in a virtual thread: in a platform thread
   * {@code accept()} ignores interrupts.
   */
  // tag::run[]
  void run() throws IOException {
    out.println("listen on port " + listener.getLocalPort());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (!listener.isClosed()) {
        try {
          permits.acquire(); // <1>
          accept(threads);
        } catch (InterruptedException _) { // clears the interrupt, so that close() can wait
          close(); // <2>
        }
      }
    } // <3>
  }

  // end::run[]

  private void accept(Executor threads) throws InterruptedException {
    try {
      Socket socket = listener.accept();
      threads.execute(() -> handle(socket));
      failing = false;
    } catch (IOException | Error e) {
      permits.release();
      if (!listener.isClosed() && !failing) {
        err.println("accept: " + e.getMessage() + "; new connections wait in the backlog");
        failing = true;
      }
      Thread.sleep(ACCEPT_RETRY_DELAY); // throws if accept() has failed because of an interrupt
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      // Each response is one write, so Nagle's algorithm (RFC 9293 section 3.7.4) only delays it.
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(limits.sendBufferBytes);
      var connection = factory.create(socket);
      connections.put(socket, connection);
      if (!stopping) {
        connection.serve();
      }
    } catch (Throwable e) {
      if (!stopping) {
        err.println("connection from " + peer(socket) + ": " + Cli.describe(e));
      }
    } finally {
      connections.remove(socket);
      permits.release();
    }
  }

  /**
   * Stops listening and closes idle connections, waits for the others for at most {@link
   * Limits#stopTime}, and then closes those, too. May be called from any thread.
   */
  // tag::close[]
  @Override
  public void close() throws IOException {
    stopping = true;
    listener.close();
    for (var connection : connections.entrySet()) {
      if (connection.getValue().stop()) { // <1>
        connection.getKey().close();
      }
    }
    boolean finished = awaitAll(); // <2>
    for (Socket socket : connections.keySet()) {
      socket.close(); // <3>
    }
    if (finished) {
      permits.release(limits.maxConnections);
    }
  }

  // end::close[]

  /** All permits are free when no connection is open and the accepting thread has none either. */
  private boolean awaitAll() {
    try {
      long nanos = limits.stopTime.toNanos();
      return permits.tryAcquire(limits.maxConnections, nanos, NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The peer's address and port, such as {@code 127.0.0.1:50422}. */
  private static String peer(Socket socket) {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }
}
