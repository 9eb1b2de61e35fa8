package tcplessons.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import lombok.RequiredArgsConstructor;

/** What has come on a connection and is not used yet. It grows to what a head may have. */
@RequiredArgsConstructor
final class Incoming {

  /** Where the bytes come from. */
  interface Source {
    /**
     * Waits until there are some.
     *
     * @param millis at most so long, or 0 for ever
     * @return how many, at least 1, or -1 at the end
     * @throws SocketTimeoutException if there are none by then
     */
    int read(byte[] into, int at, int length, int millis) throws IOException;
  }

  /** Most requests have less. */
  private static final int USUAL = 8 * 1024;

  /** A line that is too long is noticed as many bytes late. */
  private static final int MANY = 512;

  private static final int LARGEST_GROWTH = 32 * 1024;

  private final Source source;
  private byte[] bytes = new byte[USUAL];
  private int from;
  private int to;

  /** What comes from a socket, whose read timeout is the limit of each wait. */
  static Incoming of(Socket socket) throws IOException {
    var in = socket.getInputStream();
    return new Incoming((into, at, length, millis) -> {
      socket.setSoTimeout(millis);
      return in.read(into, at, length);
    });
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int size() {
    return to - from;
  }

  void take(int count) {
    from += count;
  }

  /** Waits for the first byte of a request for as long as the connection's deadline allows. */
  boolean await() throws IOException {
    return size() > 0 || read(0) != -1;
  }

  /**
   * Reads what there is, and at least one byte.
   *
   * @param until the latest moment, as {@link System#nanoTime()} tells it
   * @return whether there was any; if not, there will never be any
   * @throws Refused if nothing comes by then
   */
  boolean readMore(long until) throws IOException, Refused {
    long left = Duration.ofNanos(until - System.nanoTime()).toMillis() + 1;
    if (left > 0) {
      try {
        return read((int) Math.min(left, Integer.MAX_VALUE)) != -1;
      } catch (SocketTimeoutException _) {
        // too late, see below
      }
    }
    throw new Refused(Status.REQUEST_TIMEOUT, "it takes too long to come");
  }

  /**
   * Reads until another line may be complete, or many more bytes are there. So what has come of a
   * line is not looked at again for every single byte that is dripped into it.
   *
   * @return whether there is more to look at; if not, there will never be any
   */
  boolean readMoreLines(long until) throws IOException, Refused {
    int before = size();
    int seen = before;
    while (readMore(until)) {
      boolean lineEnded = false;
      for (; seen < size(); seen++) {
        lineEnded |= bytes[from + seen] == '\n';
      }
      if (lineEnded || seen - before > MANY) {
        return true;
      }
    }
    return seen > before;
  }

  /** Reads on to the end, or until that time is over, and forgets it all. */
  void drain(Duration time) throws IOException {
    long until = System.nanoTime() + time.toNanos();
    try {
      do {
        from = to;
      } while (readMore(until));
    } catch (Refused _) {
      // our patience has ended before the client
    }
  }

  private int read(int millis) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == bytes.length) {
      makeRoom();
    }
    int count = source.read(bytes, to, bytes.length - to, millis);
    to += Math.max(count, 0);
    return count;
  }

  private void makeRoom() {
    if (from == 0) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.min(bytes.length, LARGEST_GROWTH));
    } else {
      System.arraycopy(bytes, from, bytes, 0, size());
      to -= from;
      from = 0;
    }
  }
}
