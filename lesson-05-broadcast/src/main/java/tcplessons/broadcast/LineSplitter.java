package tcplessons.broadcast;

import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes into lines, however it was cut or joined on its way. Knows nothing of
 * sockets.
 *
 * @param limit the longest line in bytes, without its end
 */
record LineSplitter(int limit) {

  /** What the bytes so far amount to. */
  sealed interface Cut {
    /** A whole line, without its end: LF, or CR LF as telnet sends it. */
    record Line(byte[] bytes) implements Cut {}

    /** No line's end has come yet. */
    record Incomplete() implements Cut {}

    /** More than the limit has come, and no end. */
    record TooLong() implements Cut {}
  }

  /** A buffer of this size is never full of an incomplete line. */
  int capacity() {
    return limit + 2;
  }

  /** Takes one line out of the buffer, or nothing if there is none. */
  // tag::next[]
  Cut next(ByteBuffer bytes) {
    int start = bytes.position();
    for (int i = start; i < bytes.limit(); i++) {
      if (bytes.get(i) == '\n') {
        bytes.position(i + 1);
        int end = i > start && bytes.get(i - 1) == '\r' ? i - 1 : i;
        return end - start > limit ? new Cut.TooLong() : new Cut.Line(copy(bytes, start, end));
      }
    }
    return bytes.remaining() < capacity() ? new Cut.Incomplete() : new Cut.TooLong();
  }

  // end::next[]

  private static byte[] copy(ByteBuffer bytes, int start, int end) {
    var line = new byte[end - start];
    bytes.get(start, line);
    return line;
  }
}
