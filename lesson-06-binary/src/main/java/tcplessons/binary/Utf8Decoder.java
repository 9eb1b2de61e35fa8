package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/**
 * Makes text of bytes that come in pieces, and keeps what is only the beginning of a character
 * until the rest has come.
 *
 * <p>UTF-8 is specified in RFC 3629. How many bytes count as one malformed piece is the decoder's
 * choice. After something malformed was reported, there is no going on.
 */
final class Utf8Decoder {

  /** A character is at most four bytes, so three is the most that can be left over. */
  private static final int MOST_KEPT = 3;

  /**
   * Bytes that are not UTF-8.
   *
   * @param position of the first of them, counted from the beginning of the stream
   */
  record Malformed(long position, int length) {}

  /**
   * What a piece gave.
   *
   * @param text up to what is malformed, or to what was left over
   * @param kept how many bytes wait for the rest of their character
   * @param malformed where the decoding stopped; only for a decoder that reports
   */
  record Decoded(String text, int kept, Optional<Malformed> malformed) {}

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final ByteBuffer in;
  private final CharBuffer out;
  private long position;

  /**
   * @param pieceSize how many bytes may come at once
   * @param malformed REPORT stops at what is malformed, REPLACE puts U+FFFD in its place
   */
  Utf8Decoder(int pieceSize, CodingErrorAction malformed) {
    decoder.onMalformedInput(malformed);
    in = ByteBuffer.allocate(MOST_KEPT + pieceSize);
    out = CharBuffer.allocate(MOST_KEPT + pieceSize); // no byte becomes more than one char
  }

  // tag::decode[]
  Decoded decode(byte[] piece, int count) {
    in.put(piece, 0, count); // <1>
    return decode(false); // <2>
  }

  /** Nothing more will come: what is still kept is a truncated character. */
  Decoded end() {
    return decode(true); // <3>
  }

  private Decoded decode(boolean end) {
    var result = decoder.decode(in.flip(), out, end);
    position += in.position();
    var text = out.flip().toString();
    out.clear();
    if (result.isMalformed()) {
      return new Decoded(text, 0, Optional.of(new Malformed(position, result.length()))); // <4>
    }
    in.compact(); // <5>
    return new Decoded(text, in.position(), Optional.empty());
  }
  // end::decode[]
}
