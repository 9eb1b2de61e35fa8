package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import lombok.RequiredArgsConstructor;

/**
 * Accepts connections from a listening socket and handles each one in a virtual thread.
 *
 * <p>This copy differs from those of the other lessons. Every client gets what all others send, so
 * the number of clients is limited, and a connection over the limit is closed at once. And a
 * handler is stopped before the connections are closed, so that a server leaves its cluster first.
 */
@RequiredArgsConstructor
final class TcpServer implements AutoCloseable {

  /** What the server does with a connection. The socket is closed when it returns or throws. */
  interface ConnectionHandler {
    void handle(Socket socket) throws IOException;

    /** The server stops: it will close all connections next. May be called more than once. */
    default void stop() {}
  }

  /** The pause after a failed accept: it keeps the loop from using a whole core. */
  private static final Duration ACCEPT_RETRY_DELAY = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final int maxClients;
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
   * <p>An interrupt closes the server with all its connections. Run it in a virtual thread: in a
   * platform thread {@code accept()} ignores interrupts.
   */
  void run() throws IOException {
    out.println("listen on port " + listener.getLocalPort());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      boolean failing = false;
      while (!listener.isClosed()) {
        try {
          Socket socket = listener.accept();
          if (connections.size() < maxClients) {
            start(socket, threads);
          } else {
            refuse(socket);
          }
          failing = false;
        } catch (IOException | Error e) {
          if (!listener.isClosed() && !failing) {
            err.println("accept: " + e.getMessage() + "; new connections wait in the backlog");
            failing = true;
          }
          pause();
        }
        if (Thread.interrupted()) {
          close();
        }
      }
    }
  }

  private void start(Socket socket, Executor threads) throws IOException {
    connections.add(socket); // not in the new thread: the next connection is counted before it runs
    try {
      threads.execute(() -> handle(socket));
    } catch (Error e) {
      connections.remove(socket);
      socket.close();
      throw e;
    }
  }

  private void refuse(Socket socket) throws IOException {
    try (socket) {
      err.println(
          "connection from " + peer(socket) + " turned away: " + maxClients + " are enough");
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      if (!closed) {
        handler.handle(socket);
      }
    } catch (Throwable e) {
      if (!closed) {
        err.println("connection from " + peer(socket) + ": " + Cli.describe(e));
      }
    } finally {
      connections.remove(socket);
    }
  }

  /** Stops listening and closes all connections. May be called from any thread. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    handler.stop();
    for (Socket socket : connections) {
      socket.close();
    }
  }

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
