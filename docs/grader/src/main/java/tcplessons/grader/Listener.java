package tcplessons.grader;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** A listening socket of the grader. */
final class Listener implements Closeable {

  static final String HOST = "127.0.0.1";

  private static final int BACKLOG = 50;
  private static final int ACCEPT_MILLIS = 5;

  private final ServerSocket socket;

  private Listener(String host, int port) {
    try {
      socket = new ServerSocket(port, BACKLOG, host == null ? null : InetAddress.getByName(host));
      socket.setSoTimeout(ACCEPT_MILLIS);
    } catch (IOException e) {
      throw new IllegalStateException("the grader cannot listen: " + e.getMessage(), e);
    }
  }

  /**
   * @param port 0 for any
   */
  static Listener onLoopback(int port) {
    return new Listener(HOST, port);
  }

  static Listener onAllAddresses(int port) {
    return new Listener(null, port);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The program's next connection; empty if the program certainly does not connect. */
  Optional<Socket> accept(CheckRun run) {
    var accepted = new Socket[1];
    run.await(() -> (accepted[0] = tryToAccept()) != null);
    return Optional.ofNullable(accepted[0]);
  }

  /** A connection that has come already; null if there is none. */
  Socket tryToAccept() {
    try {
      var accepted = socket.accept();
      accepted.setTcpNoDelay(true);
      return accepted;
    } catch (SocketTimeoutException _) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is closed
    }
  }
}
