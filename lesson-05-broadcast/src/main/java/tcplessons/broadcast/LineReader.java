package tcplessons.broadcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import tcplessons.broadcast.LineSplitter.Cut;

/** The lines that one member says, one after the other. */
final class LineReader {

  /** Where a line's end is due, there is none. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    private TooLongException(int limit) {
      super("sent a line of more than " + limit + " bytes; disconnected");
    }
  }

  private final Member member;
  private final LineSplitter splitter;
  private final ByteBuffer bytes;

  LineReader(Member member, int limit) {
    this.member = member;
    splitter = new LineSplitter(limit);
    bytes = ByteBuffer.allocate(splitter.capacity()).flip();
  }

  /**
   * Waits for a line. What comes after the last line's end is not a line: who said it was cut off
   * in the middle of it.
   *
   * @return the line without its end, or null if it will say no more
   */
  // tag::read[]
  byte[] read() throws IOException {
    while (true) {
      switch (splitter.next(bytes)) {
        case Cut.Line(var line) -> {
          return line; // <1>
        }
        case Cut.TooLong() -> throw new TooLongException(splitter.limit());
        case Cut.Incomplete() -> {
          if (!receive()) { // <2>
            return null;
          }
        }
      }
    }
  }

  private boolean receive() throws IOException {
    Thread.yield(); // <3>
    bytes.compact();
    int count = member.read(bytes.array(), bytes.position(), bytes.remaining());
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
    return count != -1;
  }
  // end::read[]
}
