package tcplessons.binary;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A listening socket, and one virtual thread for every connection that it accepts: the accept loop
 * of lesson 01, which explains it. Here each conversation has a {@link Deadline}.
 */
abstract class TcpServer implements AutoCloseable {

  /** The pause after a failed accept: too long to keep a core busy, too short to be noticed. */
  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Duration idle;
  private final String awaited;
  private volatile boolean closed;

  /** The lesson's story. */
  protected final PrintStream out;

  /** What went wrong, one line each. */
  protected final PrintStream err;

  /**
   * Listens. From here on the kernel completes handshakes, whether or not anybody accepts.
   *
   * @param awaited what a client has to send in time
   * @throws java.net.BindException if the port is taken or the address is not this machine's
   */
  TcpServer(ServerOptions options, String awaited) throws IOException {
    out = options.out();
    err = options.err();
    idle = options.idle();
    this.awaited = awaited;
    listener = new ServerSocket(options.port(), options.backlog(), options.host());
  }

  /** The port on which it really listens. */
  final int port() {
    return listener.getLocalPort();
  }

  /** Holds one conversation; the socket is closed when it returns or throws. */
  abstract void serve(Socket socket, Deadline deadline) throws IOException;

  /** Accepts until the listener is closed, then waits for the conversations. */
  final void run() {
    out.println("listen on port " + port());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      boolean starved = false;
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          threads.execute(() -> converse(socket));
          starved = false;
        } catch (IOException e) {
          if (!listener.isClosed() && !starved) {
            err.println("accept: " + e.getMessage() + "; new connections wait in the backlog");
            starved = true;
          }
          pause();
        }
      }
    }
  }

  private void converse(Socket socket) {
    connections.add(socket);
    try (socket) {
      if (!closed) {
        Deadline.hold(socket, idle, awaited, this::serve);
      }
    } catch (IOException e) {
      if (!closed) {
        err.println("connection from " + peer(socket) + ": " + e.getMessage());
      }
    } finally {
      connections.remove(socket);
    }
  }

  /** Refuses new connections and closes those that are open; may be called from any thread. */
  @Override
  public final void close() throws IOException {
    closed = true;
    listener.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }

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
