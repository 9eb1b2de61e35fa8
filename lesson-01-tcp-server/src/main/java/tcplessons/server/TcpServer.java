package tcplessons.server;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import lombok.RequiredArgsConstructor;

/**
 * Accepts connections from a listening socket and handles each one in a virtual thread.
 *
 * <p>Node's server events are control flow here: the socket listens ('listening'), {@code accept()}
 * returns ('connection'), a method throws ('error'), {@link #run()} returns ('close').
 *
 * <p>Lessons 02, 03 and 06 have the same copy. Lessons 04 and 05 limit the number of connections,
 * so their accept loops differ.
 */
@RequiredArgsConstructor
final class TcpServer implements AutoCloseable {

  /** What the server does with a connection. The socket is closed when it returns or throws. */
  interface ConnectionHandler {
    void handle(Socket socket) throws IOException;
  }

  /** The pause after a failed accept: it keeps the loop from using a whole core. */
  private static final Duration ACCEPT_RETRY_DELAY = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final ConnectionHandler handler;

  /** Where the server prints what happens. */
  private final PrintStream out;

  /** Where it prints errors, one line each. */
  private final PrintStream err;

  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Accepts until the listener is closed, then returns when the last connection is closed.
   *
   * <p>An interrupt closes the server with all its connections and interrupts the threads that
   * handle them. Run it in a virtual thread: in a platform thread {@code accept()} ignores
   * interrupts.
   */
  // tag::run[]
  void run() throws IOException {
    out.println("listen on port " + listener.getLocalPort());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) { // <1>
      boolean failing = false;
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept(); // <2>
          threads.execute(() -> handle(socket)); // <3>
          failing = false;
          // end::run[]
        } catch (IOException | Error e) {
          if (!listener.isClosed() && !failing) {
            err.println("accept: " + e.getMessage() + "; new connections wait in the backlog");
            failing = true;
          }
          pause();
        }
        if (Thread.currentThread().isInterrupted()) {
          close();
        }
      }
    }
  }

  // tag::handle[]
  private void handle(Socket socket) {
    connections.add(socket);
    try (socket) { // <1>
      if (!closed) { // <2>
        handler.handle(socket);
      }
    } catch (Throwable e) { // <3>
      if (!closed && !Thread.currentThread().isInterrupted()) {
        err.println("connection from " + peer(socket) + ": " + Cli.describe(e));
      }
    } finally {
      connections.remove(socket);
    }
  }

  // end::handle[]

  /** Stops listening and closes all connections. May be called from any thread. */
  // tag::close[]
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close(); // <1>
    for (Socket socket : connections) {
      socket.close(); // <2>
    }
  }

  // end::close[]

  /** The peer's address and port, such as {@code 127.0.0.1:50422}. */
  static String peer(Socket socket) {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
  }

  private void pause() {
    try {
      Thread.sleep(listener.isClosed() ? Duration.ZERO : ACCEPT_RETRY_DELAY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
