package tcplessons.broadcast;

import java.io.IOException;
import java.nio.ByteBuffer;
import tcplessons.broadcast.LineSplitter.Result;

/** Reads lines from a client; {@link TelnetDecoder} takes Telnet commands out of them. */
final class LineReader {

  /** The client has sent more bytes than the limit without a line end. */
  static final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    private LineTooLongException(int maxLineBytes) {
      super("sent a line of more than " + maxLineBytes + " bytes; disconnected");
    }
  }

  /** A person types less at a time, and each client has a buffer of its own. */
  private static final int RECEIVE_BYTES_MAX = 512;

  private final ClientConnection client;
  private final LineSplitter splitter;
  private final TelnetDecoder telnet = new TelnetDecoder();
  private final byte[] received = new byte[RECEIVE_BYTES_MAX];
  private final ByteBuffer buffer;

  LineReader(ClientConnection client, int maxLineBytes) {
    this.client = client;
    splitter = new LineSplitter(maxLineBytes);
    buffer = ByteBuffer.allocate(splitter.bufferBytes() + RECEIVE_BYTES_MAX).flip();
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

  // end::read[]

  // tag::receive[]
  private boolean receive() throws IOException {
    int count = client.read(received);
    if (count == -1) {
      return false;
    }
    buffer.compact();
    var refusals = telnet.decode(ByteBuffer.wrap(received, 0, count), buffer); // <1>
    buffer.flip();
    if (refusals.length > 0) {
      client.send(refusals);
    }
    return true;
  }
  // end::receive[]
}
