package tcplessons.binary;

import java.nio.ByteBuffer;

/**
 * Puts payloads into frames: the counterpart of {@link FrameReader}.
 *
 * @param maxFrame the longest payload that may be sent; the receiver has a limit, too
 */
record FrameWriter(int maxFrame) {

  /** Puts the length and the payload into a buffer that has room for both. */
  void write(ByteBuffer payload, ByteBuffer out) {
    writeLength(payload, out);
    out.put(payload);
  }

  /**
   * @throws IllegalArgumentException if the payload is longer than a frame may be
   */
  void writeLength(ByteBuffer payload, ByteBuffer out) {
    if (payload.remaining() > maxFrame) {
      throw new IllegalArgumentException(
          "%d bytes are more than the limit of a frame, %d"
              .formatted(payload.remaining(), maxFrame));
    }
    out.putInt(payload.remaining());
  }
}
