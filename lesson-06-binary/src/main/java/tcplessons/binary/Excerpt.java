package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Parts of long text from a peer, safe to print on one line: {@link Printable#line}. */
final class Excerpt {

  /** How many characters of the beginning, and as many of the end, are printed. */
  private static final int EDGE_CHARACTERS = 30;

  /** RFC 3629 section 3. */
  private static final int UTF8_BYTES_MAX = 4;

  private Excerpt() {}

  /** The beginning and the end of a text, or all of it if it is short. */
  static String of(String text) {
    if (text.codePointCount(0, text.length()) <= 2 * EDGE_CHARACTERS) {
      return Printable.line(text);
    }
    var end = text.substring(text.offsetByCodePoints(text.length(), -EDGE_CHARACTERS));
    return Printable.line(beginning(text)) + " ... " + Printable.line(end);
  }

  /** The beginning of a payload as UTF-8. Does not move the buffer's position. */
  static String ofBeginning(ByteBuffer payload) {
    int count = Math.min(payload.remaining(), EDGE_CHARACTERS * UTF8_BYTES_MAX);
    var text = UTF_8.decode(payload.slice(payload.position(), count)).toString();
    return count == payload.remaining() ? of(text) : Printable.line(beginning(text)) + " ...";
  }

  private static String beginning(String text) {
    return text.substring(0, text.offsetByCodePoints(0, EDGE_CHARACTERS));
  }
}
