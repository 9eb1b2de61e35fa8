package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.PeerResult;

/** A client of a broadcasting server, and everything that it has received. */
final class BroadcastClient implements AutoCloseable {

  static final Duration READ_TIMEOUT = Duration.ofMillis(50);

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Socket socket;
  private final StringBuilder received = new StringBuilder();

  BroadcastClient(Socket socket) {
    this.socket = socket;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  String received() {
    return received.toString();
  }

  /** Whether it has received this text, or does so before the time limit. */
  boolean receives(String text, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean open = true;
    while (open && !received().contains(text) && System.nanoTime() < deadline) {
      open = read();
    }
    return received().contains(text);
  }

  /** Whether it receives this text before the time limit, apart from pings of other clients. */
  boolean receivesBetweenPings(String text, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean open = true;
    while (open && !withoutPings().contains(text) && System.nanoTime() < deadline) {
      open = read();
    }
    return withoutPings().contains(text);
  }

  private String withoutPings() {
    return received().replaceAll(BroadcastExchanges.PING_PATTERN, "");
  }

  /** Reads what has arrived; returns false at EOF. */
  private boolean read() throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
    try {
      int count = socket.getInputStream().read(buffer);
      if (count == -1) {
        return false;
      }
      received.append(new String(buffer, 0, count, ISO_8859_1));
    } catch (SocketTimeoutException _) {
      // nothing new
    }
    return true;
  }

  /**
   * Half-closes and waits for the server's FIN.
   *
   * @throws Exchange.UnexpectedResponse if the connection ends otherwise
   */
  void leave() throws IOException {
    socket.shutdownOutput();
    var result = PeerResult.receive(socket, Waiting.LIMIT);
    if (result.ending() != PeerResult.Ending.FIN) {
      throw new Exchange.UnexpectedResponse(result);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
