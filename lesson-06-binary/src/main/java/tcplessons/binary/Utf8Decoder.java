package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/**
 * Decodes UTF-8 (RFC 3629) that arrives in chunks. If a chunk ends within a character, the bytes of
 * that character stay pending until the next chunk.
 *
 * <p>The RFC does not define how long one malformed sequence is; Java's decoder decides. After a
 * malformed sequence has been reported, the decoder must not be used any more.
 */
final class Utf8Decoder {

  /** A character has at most four bytes, so an incomplete one has at most three. */
  private static final int PENDING_BYTES_MAX = 3;

  /**
   * Bytes that are not UTF-8.
   *
   * @param position of the first byte, counted from the beginning of the stream
   */
  record Malformed(long position, int length) {}

  /**
   * The result for a chunk.
   *
   * @param text up to the malformed sequence or the pending bytes
   * @param pendingBytes how many bytes belong to a character that is not complete yet
   * @param malformed where decoding stopped; always empty with REPLACE
   */
  record Decoded(String text, int pendingBytes, Optional<Malformed> malformed) {}

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final ByteBuffer in;
  private final CharBuffer out;
  private long position;

  /**
   * @param chunkBytesMax the largest chunk
   * @param malformed REPORT stops at a malformed sequence, REPLACE puts U+FFFD in its place
   */
  Utf8Decoder(int chunkBytesMax, CodingErrorAction malformed) {
    decoder.onMalformedInput(malformed);
    in = ByteBuffer.allocate(PENDING_BYTES_MAX + chunkBytesMax);
    out =
        CharBuffer.allocate(
            PENDING_BYTES_MAX + chunkBytesMax); // no byte becomes more than one char
  }

  // tag::feed[]
  Decoded decode(byte[] chunk, int count) {
    in.put(chunk, 0, count); // <1>
    return decode(false); // <2>
  }

  /** The stream has ended: pending bytes are a truncated character. */
  Decoded finish() {
    return decode(true); // <3>
  }

  // end::feed[]

  // tag::decode[]
  private Decoded decode(boolean endOfInput) {
    var result = decoder.decode(in.flip(), out, endOfInput);
    position += in.position();
    var text = out.flip().toString();
    out.clear();
    if (result.isMalformed()) {
      return new Decoded(text, 0, Optional.of(new Malformed(position, result.length()))); // <1>
    }
    in.compact(); // <2>
    return new Decoded(text, in.position(), Optional.empty());
  }
  // end::decode[]
}
