package tcplessons.broadcast;

import java.nio.ByteBuffer;

/**
 * Splits a stream of bytes into lines, however TCP has segmented them. It never touches a socket.
 *
 * @param maxLineBytes the longest line, without its line end
 */
record LineSplitter(int maxLineBytes) {

  /** What the bytes received so far contain. */
  sealed interface Result {
    /** A whole line, without its end: LF, or CR LF as telnet sends it (RFC 854). */
    record Line(byte[] bytes) implements Result {}

    /** No line end so far. */
    record Incomplete() implements Result {}

    /** More bytes than the limit, and no line end. */
    record TooLong() implements Result {}
  }

  /** A buffer of this size has room for the rest of any incomplete line. */
  int bufferBytes() {
    return maxLineBytes + 2;
  }

  /** Takes one line out of the buffer, if there is a whole one. */
  // tag::next[]
  Result next(ByteBuffer buffer) {
    int start = buffer.position();
    for (int i = start; i < buffer.limit(); i++) {
      if (buffer.get(i) == '\n') {
        buffer.position(i + 1);
        int end = i > start && buffer.get(i - 1) == '\r' ? i - 1 : i;
        return end - start > maxLineBytes
            ? new Result.TooLong()
            : new Result.Line(copy(buffer, start, end));
      }
    }
    return buffer.remaining() < bufferBytes() ? new Result.Incomplete() : new Result.TooLong();
  }

  // end::next[]

  private static byte[] copy(ByteBuffer buffer, int start, int end) {
    var line = new byte[end - start];
    buffer.get(start, line);
    return line;
  }
}
