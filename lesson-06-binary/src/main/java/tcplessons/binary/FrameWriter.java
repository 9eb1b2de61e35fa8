package tcplessons.binary;

import java.nio.ByteBuffer;

/**
 * Encodes frames: the counterpart of {@link FrameReader}.
 *
 * @param maxPayloadBytes the longest payload that may be sent; the receiver has a limit, too
 */
record FrameWriter(int maxPayloadBytes) {

  /**
   * Puts the length and the payload into a buffer.
   *
   * @throws IllegalArgumentException if the payload is longer than the limit
   * @throws java.nio.BufferOverflowException if the buffer has not enough space for both
   */
  void write(ByteBuffer payload, ByteBuffer out) {
    writeHeader(payload, out);
    out.put(payload);
  }

  /** Puts the length alone into a buffer; the payload must follow. */
  void writeHeader(ByteBuffer payload, ByteBuffer out) {
    if (payload.remaining() > maxPayloadBytes) {
      throw new IllegalArgumentException(
          "%d bytes are more than the limit of a frame, %d"
              .formatted(payload.remaining(), maxPayloadBytes));
    }
    out.putInt(payload.remaining());
  }
}
