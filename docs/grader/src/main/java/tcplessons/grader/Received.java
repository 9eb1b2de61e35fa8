package tcplessons.grader;

import java.util.Arrays;

/** Bytes that have come and that no expectation has taken yet. */
final class Received {

  private byte[] bytes = new byte[256];
  private int start;
  private int end;
  private long taken;

  synchronized void add(byte[] more) {
    if (end + more.length > bytes.length) {
      var larger = new byte[Math.max(2 * (end - start), end - start + more.length)];
      System.arraycopy(bytes, start, larger, 0, end - start);
      bytes = larger;
      end -= start;
      start = 0;
    }
    System.arraycopy(more, 0, bytes, end, more.length);
    end += more.length;
  }

  synchronized int count() {
    return end - start;
  }

  /** The first bytes, at most so many. */
  synchronized byte[] upTo(int count) {
    return Arrays.copyOfRange(bytes, start, Math.min(end, start + count));
  }

  synchronized byte[] take(int count) {
    var bytesTaken = upTo(count);
    start += bytesTaken.length;
    taken += bytesTaken.length;
    return bytesTaken;
  }

  /** How many bytes were taken in all. */
  synchronized long taken() {
    return taken;
  }

  /** Whether these bytes, as far as they go, are those. */
  synchronized boolean isBeginningOf(byte[] expected) {
    int length = Math.min(expected.length, end - start);
    return Arrays.equals(bytes, start, start + length, expected, 0, length);
  }

  synchronized int indexOf(byte[] wanted) {
    for (int at = start; at + wanted.length <= end; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at - start;
      }
    }
    return -1;
  }
}
