package tcplessons.broadcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import tcplessons.broadcast.LineSplitter.Result;

/** Reads lines from a client. */
final class LineReader {

  /** The client has sent more bytes than the limit without a line end. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    private LineTooLongException(int maxLineBytes) {
      super("sent a line of more than " + maxLineBytes + " bytes; disconnected");
    }
  }

  private final ClientConnection client;
  private final LineSplitter splitter;
  private final ByteBuffer buffer;

  LineReader(ClientConnection client, int maxLineBytes) {
    this.client = client;
    splitter = new LineSplitter(maxLineBytes);
    buffer = ByteBuffer.allocate(splitter.bufferBytes()).flip();
  }

  /**
   * Waits for a line. Bytes between the last line end and EOF are dropped: the connection was
   * closed in the middle of a line.
   *
   * @return the line without its end, or null at EOF
   */
  // tag::read[]
  byte[] read() throws IOException {
    while (true) {
      switch (splitter.next(buffer)) {
        case Result.Line(var line) -> {
          return line; // <1>
        }
        case Result.TooLong() -> throw new LineTooLongException(splitter.maxLineBytes());
        case Result.Incomplete() -> {
          if (!receive()) { // <2>
            return null;
          }
        }
      }
    }
  }

  private boolean receive() throws IOException {
    Thread.yield(); // <3>
    buffer.compact();
    int count = client.read(buffer.array(), buffer.position(), buffer.remaining());
    buffer.position(buffer.position() + Math.max(count, 0)).flip();
    return count != -1;
  }
  // end::read[]
}
