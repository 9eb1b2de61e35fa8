package tcplessons.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import lombok.RequiredArgsConstructor;

/** Bytes that have been received and not yet used. It grows as far as the parsers' limits allow. */
@RequiredArgsConstructor
final class InputBuffer {

  /** Where the bytes come from. */
  interface Source {
    /**
     * Blocks until at least one byte can be read.
     *
     * @param timeoutMillis how long to wait at most; 0 is no limit
     * @return the number of bytes read, or -1 at EOF
     * @throws SocketTimeoutException if no byte arrives in time
     */
    int read(byte[] into, int at, int length, int timeoutMillis) throws IOException;
  }

  /** The initial size. Most heads are shorter, so the buffer rarely grows. */
  private static final int INITIAL_BYTES = 8 * 1024;

  /**
   * How many bytes without a line end are read before the parser is called again: a line that is
   * too long is refused that many bytes late.
   */
  private static final int UNPARSED_BYTES_MAX = 512;

  private static final int GROWTH_BYTES_MAX = 32 * 1024;

  private final Source source;
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int from;

  /** Whether bytes of the current request have been read after their deadline. */
  private boolean late;

  private int to;

  /** Reads from a socket. The limit of each wait is set with {@link Socket#setSoTimeout}. */
  static InputBuffer of(Socket socket) throws IOException {
    var in = socket.getInputStream();
    return new InputBuffer((into, at, length, timeoutMillis) -> {
      socket.setSoTimeout(timeoutMillis);
      return in.read(into, at, length);
    });
  }

  byte[] bytes() {
    return bytes;
  }

  /** The index of the first unused byte. */
  int from() {
    return from;
  }

  /** The index after the last unused byte. */
  int to() {
    return to;
  }

  int size() {
    return to - from;
  }

  /** Marks the first bytes as used. */
  void consume(int count) {
    from += count;
  }

  /** Waits without a timeout until there is a byte; returns false at EOF. */
  boolean awaitByte() throws IOException {
    late = false;
    return size() > 0 || read(0) != -1;
  }

  /** Waits without a timeout until another byte arrives; returns false at EOF. */
  boolean awaitMore() throws IOException {
    return read(0) != -1;
  }

  /** Whether all that has arrived is CRLF or the first byte of it. */
  boolean isEmptyLine() {
    return size() == 1 && bytes[from] == '\r'
        || size() == 2 && bytes[from] == '\r' && bytes[from + 1] == '\n';
  }

  /**
   * Reads what has arrived, at least one byte.
   *
   * @param deadline a value of {@link System#nanoTime()}
   * @return false at EOF
   * @throws HttpError 408 if no byte arrives before the deadline
   */
  boolean readMore(long deadline) throws IOException, HttpError {
    long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis() + 1;
    if (left <= 0 && !late) {
      late = true; // after SIGSTOP the bytes may have arrived in time: read once more
      left = 1;
    }
    if (left > 0) {
      try {
        return read((int) Math.min(left, Integer.MAX_VALUE)) != -1;
      } catch (SocketTimeoutException _) {
        // The deadline has passed.
      }
    }
    throw new HttpError(Status.REQUEST_TIMEOUT, "it takes too long to come");
  }

  /**
   * Reads until a line end has arrived, or {@value #UNPARSED_BYTES_MAX} bytes without one. So the
   * parser does not look at an incomplete line again for each byte that a client sends separately.
   *
   * @return false at EOF
   */
  boolean readMoreLines(long deadline) throws IOException, HttpError {
    int before = size();
    int scanned = before;
    while (readMore(deadline)) {
      boolean lineEnded = false;
      for (; scanned < size(); scanned++) {
        lineEnded |= bytes[from + scanned] == '\n';
      }
      if (lineEnded || scanned - before > UNPARSED_BYTES_MAX) {
        return true;
      }
    }
    return scanned > before;
  }

  /** Reads until EOF, for at most this time, and discards what it reads. */
  void drain(Duration time) throws IOException {
    long deadline = System.nanoTime() + time.toNanos();
    try {
      do {
        from = to;
      } while (readMore(deadline));
    } catch (HttpError _) {
      // The client has not sent its FIN in time; the connection is closed anyway.
    }
  }

  private int read(int timeoutMillis) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == bytes.length) {
      compactOrGrow();
    }
    int count = source.read(bytes, to, bytes.length - to, timeoutMillis);
    to += Math.max(count, 0);
    return count;
  }

  private void compactOrGrow() {
    if (from == 0) {
      bytes = Arrays.copyOf(bytes, bytes.length + Math.min(bytes.length, GROWTH_BYTES_MAX));
    } else {
      System.arraycopy(bytes, from, bytes, 0, size());
      to -= from;
      from = 0;
    }
  }
}
