package tcplessons.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A listening socket, and one virtual thread for every connection: the accept loop of lesson 01,
 * with a bound on the connections, and an end that lets the conversations finish.
 */
abstract class TcpServer implements AutoCloseable {

  /** The pause after a failed accept: too long to keep a core busy, too short to be noticed. */
  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final Semaphore places;
  private final Map<Socket, Conversation> conversations = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  protected final Limits limits;

  /** Whether to say nothing about single connections and requests. */
  protected final boolean quiet;

  /** The lesson's story. */
  protected final PrintStream out;

  /** What went wrong, one line each. */
  protected final PrintStream err;

  /**
   * Listens. From here on the kernel completes handshakes, whether or not anybody accepts.
   *
   * @throws java.net.BindException if the port is taken or the address is not this machine's
   */
  TcpServer(ServerOptions options) throws IOException {
    limits = options.limits();
    quiet = options.quiet();
    out = options.out();
    err = options.err();
    places = new Semaphore(limits.connections());
    listener = new ServerSocket(options.port(), options.backlog(), options.host());
  }

  /** The port on which it really listens. */
  final int port() {
    return listener.getLocalPort();
  }

  /** What is to be said on a new connection. */
  abstract Conversation converse(Socket socket) throws IOException;

  /** Accepts until the listener is closed, then waits for the conversations. */
  // tag::run[]
  final void run() {
    out.println("listen on port " + port());
    var named = Thread.ofVirtual().uncaughtExceptionHandler((_, e) -> err.println("bug: " + e));
    try (var threads = Executors.newThreadPerTaskExecutor(named.factory())) {
      boolean starved = false;
      while (!listener.isClosed()) {
        places.acquireUninterruptibly(); // <1>
        try {
          Socket socket = listener.accept();
          threads.execute(() -> hold(socket)); // <2>
          starved = false;
        } catch (IOException e) {
          places.release();
          if (!listener.isClosed() && !starved) {
            err.println("accept: " + e.getMessage() + "; new connections wait in the backlog");
            starved = true;
          }
          pause();
        }
      }
    }
  }

  // end::run[]

  private void hold(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true); // every message is one write: there is nothing to wait for
      var conversation = converse(socket);
      conversations.put(socket, conversation);
      if (!stopping) {
        conversation.hold();
      }
    } catch (IOException e) {
      if (!stopping) {
        err.println("connection from " + peer(socket) + ": " + e.getMessage());
      }
    } finally {
      conversations.remove(socket);
      places.release();
    }
  }

  /**
   * Refuses new connections, closes those on which nothing is in flight, waits for the others as
   * long as {@link Limits#stopTime}, and closes what is left. May be called from any thread.
   */
  // tag::close[]
  @Override
  public final void close() throws IOException {
    stopping = true;
    listener.close();
    for (var conversation : conversations.entrySet()) {
      if (conversation.getValue().stop()) { // <1>
        conversation.getKey().close();
      }
    }
    boolean finished = awaitAll(); // <2>
    for (Socket socket : conversations.keySet()) {
      socket.close(); // <3>
    }
    if (finished) {
      places.release(limits.connections());
    }
  }

  /** All places are free when nobody converses any more, the accepting thread included. */
  private boolean awaitAll() {
    try {
      long nanos = limits.stopTime().toNanos();
      return places.tryAcquire(limits.connections(), nanos, NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // end::close[]

  /** A peer as {@code 127.0.0.1:50422}. */
  static String peer(Socket socket) {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }

  private void pause() {
    try {
      Thread.sleep(listener.isClosed() ? Duration.ZERO : BACK_OFF);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
