package tcplessons.grader;

import static tcplessons.grader.Signature.Kind.UNCONNECTED;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The grader's server behind a program that is a proxy. */
final class Upstream implements Closeable {

  /** What the names of its connections begin with. */
  static final String PREFIX = "s";

  private static final String HOST = "127.0.0.1";
  private static final int BACKLOG = 50;
  private static final int ACCEPT_MILLIS = 5;

  private final ServerSocket listener;

  /**
   * @param port 0 for any
   */
  Upstream(int port) {
    try {
      listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(HOST));
      listener.setSoTimeout(ACCEPT_MILLIS);
    } catch (IOException e) {
      throw new IllegalStateException("the grader cannot listen: " + e.getMessage(), e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Accepts the program's next connection. */
  Socket accept(CheckRun run) {
    var socket = new Socket[1];
    run.await(() -> {
      socket[0] = tryToAccept();
      return socket[0] != null;
    });
    if (socket[0] == null) {
      throw run.deviation(
          UNCONNECTED, new Phrase("expected.upstream"), new Phrase("observed.unconnected"));
    }
    return socket[0];
  }

  private Socket tryToAccept() {
    try {
      var socket = listener.accept();
      socket.setTcpNoDelay(true);
      return socket;
    } catch (SocketTimeoutException _) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException _) {
      // it is closed
    }
  }
}
