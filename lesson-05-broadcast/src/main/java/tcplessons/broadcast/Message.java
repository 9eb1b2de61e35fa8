package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * One line on its way to everybody in the room but whom it is about.
 *
 * @param from the number of the guest who does not get it, or {@link #SERVER}
 * @param line without its end
 */
record Message(long from, String line) {

  /** What everybody gets. */
  static final long SERVER = 0;

  /** Eight bytes of number, then the line in UTF-8. */
  byte[] toBytes() {
    var text = line.getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(from).put(text).array();
  }

  /**
   * @throws java.nio.BufferUnderflowException if these are not a message's bytes
   */
  static Message of(byte[] bytes, int offset, int length) {
    var buffer = ByteBuffer.wrap(bytes, offset, length);
    long from = buffer.getLong();
    return new Message(from, UTF_8.decode(buffer).toString());
  }
}
