package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a peer got from a server.
 *
 * @param heard the bytes, one character each
 * @param ending how the connection ended, if it did
 * @param stuck whether the server took no more of what the peer had to say
 * @param after how long it took from the connection to the ending
 * @param still for how long of that the peer had not got on any more
 */
record Seen(String heard, Ending ending, boolean stuck, Duration after, Duration still) {

  /** Seen by a peer who says little, and so does not get on from the beginning. */
  Seen(String heard, Ending ending, Duration after) {
    this(heard, ending, false, after, after);
  }

  private static final Duration ALMOST_A_MILLI = Duration.ofNanos(999_999);

  /** How a connection ends, as its other side sees it. */
  enum Ending {
    /** In order: everything has come, and nothing follows. */
    FIN,
    /** Broken off. */
    RST,
    /** Not at all, while the peer looked. */
    OPEN
  }

  /** Reads until the connection ends, or that time is over. */
  static Seen until(Socket socket, Duration patience) throws IOException {
    return until(socket, patience, Integer.MAX_VALUE);
  }

  /** The same, but for no more than so many bytes; the connection is open then. */
  static Seen until(Socket socket, Duration patience, int most) throws IOException {
    long began = System.nanoTime();
    var heard = new ByteArrayOutputStream();
    var ending = Ending.OPEN;
    var piece = new byte[8192];
    try {
      int count = 0;
      while (count != -1 && heard.size() < most) {
        heard.write(piece, 0, count);
        int room = Math.min(piece.length, most - heard.size());
        socket.setSoTimeout(left(began, patience));
        count = room == 0 ? 0 : socket.getInputStream().read(piece, 0, room);
      }
      ending = count == -1 ? Ending.FIN : Ending.OPEN;
    } catch (SocketTimeoutException _) {
      // it is still open
    } catch (IOException _) {
      ending = Ending.RST;
    }
    var after = Duration.ofNanos(System.nanoTime() - began);
    return new Seen(heard.toString(ISO_8859_1), ending, after);
  }

  private static int left(long began, Duration patience) throws SocketTimeoutException {
    var left = patience.minusNanos(System.nanoTime() - began);
    long millis = left.plus(ALMOST_A_MILLI).toMillis(); // rounded up: not a moment too soon
    if (millis <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) millis;
  }

  @Override
  public String toString() {
    return "%d bytes '%s', %s%s after %d ms"
        .formatted(
            heard.length(),
            heard.substring(0, Math.min(heard.length(), 200)).replaceAll("[^ -~]", "."),
            ending,
            stuck ? ", stuck" : "",
            after.toMillis());
  }
}
