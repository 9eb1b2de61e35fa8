package tcplessons.binary;

import java.nio.ByteBuffer;

/**
 * Parses frames: a length prefix of four bytes in network order, then as many bytes of payload. A
 * pure function, which allocates nothing but its result.
 *
 * @param maxPayloadBytes the longest payload that is accepted
 */
record FrameReader(int maxPayloadBytes) {

  /** The length is an int in network order, the highest byte first: RFC 791, appendix B. */
  static final int HEADER_BYTES = Integer.BYTES;

  /** 1 MiB: more than a message needs. A larger file is sent in several frames. */
  static final int DEFAULT_PAYLOAD_BYTES_MAX = 1024 * 1024;

  /** Reads a complete frame and moves the buffer's position behind it; or does not move it. */
  // tag::read[]
  Frame read(ByteBuffer in) {
    if (in.remaining() < HEADER_BYTES) {
      return new Frame.Incomplete(HEADER_BYTES - in.remaining());
    }
    int length = in.getInt(in.position()); // <1>
    if (length < 0) {
      return malformed(length, "is negative");
    }
    if (length > maxPayloadBytes) { // <2>
      return malformed(length, "is more than the limit, " + maxPayloadBytes);
    }
    int missing = length - (in.remaining() - HEADER_BYTES);
    if (missing > 0) {
      return new Frame.Incomplete(missing);
    }
    var payload = in.slice(in.position() + HEADER_BYTES, length); // <3>
    in.position(in.position() + HEADER_BYTES + length);
    return new Frame.Complete(payload);
  }

  // end::read[]

  private static Frame malformed(int length, String reason) {
    return new Frame.Malformed("its length, %d (%08x), %s".formatted(length, length, reason));
  }
}
