package tcplessons.broadcast;

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
 * of lesson 01, which explains it, with a limit on how many may be connected.
 */
abstract class TcpServer implements AutoCloseable {

  /** The pause after a failed accept: too long to keep a core busy, too short to be noticed. */
  private static final Duration BACK_OFF = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final int most;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** The lesson's story. */
  protected final PrintStream out;

  /** What went wrong, one line each. */
  protected final PrintStream err;

  /**
   * @param listener listens already: from here on the kernel completes handshakes, whether or not
   *     anybody accepts
   */
  TcpServer(ServerOptions options, ServerSocket listener) {
    out = options.out();
    err = options.err();
    most = options.clients();
    this.listener = listener;
  }

  /** The port on which it really listens. */
  final int port() {
    return listener.getLocalPort();
  }

  /** Holds one conversation; the socket is closed when it returns or throws. */
  abstract void serve(Socket socket) throws IOException;

  /** Accepts until the listener is closed, then waits for the conversations. */
  final void run() {
    out.println("listen on port " + port());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      boolean starved = false;
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          if (connections.size() < most) {
            connections.add(socket);
            threads.execute(() -> converse(socket));
          } else {
            turnAway(socket);
          }
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

  private void turnAway(Socket socket) throws IOException {
    try (socket) {
      err.println("connection from " + peer(socket) + " turned away: " + most + " are enough");
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      if (!closed) {
        serve(socket);
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
  public void close() throws IOException {
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
