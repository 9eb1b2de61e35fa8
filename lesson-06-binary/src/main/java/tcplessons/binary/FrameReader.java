package tcplessons.binary;

import java.nio.ByteBuffer;

/**
 * Finds frames in bytes: a length of four bytes in network order, then so many bytes of payload. A
 * pure function, which allocates nothing but what it returns.
 *
 * @param maxFrame the longest payload that is accepted
 */
record FrameReader(int maxFrame) {

  /** The length, as an int: RFC 791 calls its order, the highest byte first, network order. */
  static final int HEADER = Integer.BYTES;

  /** 1 MiB: enough for what messages are made of. A file would be sent in several. */
  static final int MAX_FRAME = 1024 * 1024;

  /** Takes a whole frame out of the buffer, or leaves it as it was. */
  // tag::read[]
  Frame read(ByteBuffer in) {
    if (in.remaining() < HEADER) {
      return new Frame.Incomplete(HEADER - in.remaining());
    }
    int length = in.getInt(in.position()); // <1>
    if (length < 0) {
      return malformed(length, "is negative");
    }
    if (length > maxFrame) { // <2>
      return malformed(length, "is more than the limit, " + maxFrame);
    }
    int missing = length - (in.remaining() - HEADER);
    if (missing > 0) {
      return new Frame.Incomplete(missing);
    }
    var payload = in.slice(in.position() + HEADER, length); // <3>
    in.position(in.position() + HEADER + length);
    return new Frame.Complete(payload);
  }

  // end::read[]

  private static Frame malformed(int length, String why) {
    return new Frame.Malformed("its length, %d (%08x), %s".formatted(length, length, why));
  }
}
