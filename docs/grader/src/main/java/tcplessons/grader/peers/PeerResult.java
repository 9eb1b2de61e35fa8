package tcplessons.grader.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a peer received, and how its connection ended.
 *
 * @param received the bytes, one character each
 * @param blocked whether the peer's writes made no progress any more
 * @param elapsed the time from the connection to its end
 * @param idle the part of that time since the peer's last progress
 */
public record PeerResult(
    String received, Ending ending, boolean blocked, Duration elapsed, Duration idle) {

  /** Of a peer whose writes never block. */
  public PeerResult(String received, Ending ending, Duration elapsed) {
    this(received, ending, false, elapsed, elapsed);
  }

  private static final Duration ALMOST_A_MILLI = Duration.ofNanos(999_999);
  private static final int BUFFER_BYTES = 8192;
  private static final int SHOWN_BYTES_MAX = 200;

  /** The end of a connection, as the peer sees it. */
  public enum Ending {
    FIN,
    RST,
    /** The connection was still open when the peer stopped waiting. */
    OPEN
  }

  /** Reads until the connection ends, or until the time limit. */
  public static PeerResult receive(Socket socket, Duration limit) throws IOException {
    return receive(socket, limit, Integer.MAX_VALUE);
  }

  /**
   * Reads until the connection ends, until the time limit, or until this many bytes have arrived.
   * In the last case the ending is {@link Ending#OPEN}.
   */
  public static PeerResult receive(Socket socket, Duration limit, int bytesMax) throws IOException {
    long start = System.nanoTime();
    var received = new ByteArrayOutputStream();
    var ending = Ending.OPEN;
    var buffer = new byte[BUFFER_BYTES];
    try {
      int count = 0;
      while (count != -1 && received.size() < bytesMax) {
        received.write(buffer, 0, count);
        int length = Math.min(buffer.length, bytesMax - received.size());
        socket.setSoTimeout(millisLeft(start, limit));
        count = length == 0 ? 0 : socket.getInputStream().read(buffer, 0, length);
      }
      ending = count == -1 ? Ending.FIN : Ending.OPEN;
    } catch (SocketTimeoutException _) {
      // still open
    } catch (IOException _) {
      ending = Ending.RST;
    }
    var elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new PeerResult(received.toString(ISO_8859_1), ending, elapsed);
  }

  private static int millisLeft(long start, Duration limit) throws SocketTimeoutException {
    var left = limit.minusNanos(System.nanoTime() - start);
    long millis = left.plus(ALMOST_A_MILLI).toMillis(); // rounded up: never before the limit
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) millis;
  }

  @Override
  public String toString() {
    return "%d bytes '%s', %s%s after %d ms"
        .formatted(
            received.length(),
            received
                .substring(0, Math.min(received.length(), SHOWN_BYTES_MAX))
                .replaceAll("[^ -~]", "."),
            ending,
            blocked ? ", blocked" : "",
            elapsed.toMillis());
  }
}
