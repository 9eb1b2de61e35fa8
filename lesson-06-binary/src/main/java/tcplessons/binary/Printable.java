package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * What a peer has sent, fit for a terminal, which obeys some characters instead of showing them.
 */
final class Printable {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  /** Of a longer text, so many characters of its beginning and of its end are shown. */
  private static final int SHOWN = 30;

  private static final int BYTES_PER_CHARACTER = 4;

  private Printable() {}

  /** In one line: ends of lines and tabs as Java writes them, other controls as U+FFFD. */
  static String text(String text) {
    int count = text.codePointCount(0, text.length());
    if (count <= 2 * SHOWN) {
      return withoutControls(text);
    }
    var beginning = text.substring(0, text.offsetByCodePoints(0, SHOWN));
    var end = text.substring(text.offsetByCodePoints(text.length(), -SHOWN));
    return withoutControls(beginning) + " ... " + withoutControls(end);
  }

  /** The beginning of a payload, as UTF-8. Leaves the buffer as it was. */
  static String beginning(ByteBuffer payload) {
    int count = Math.min(payload.remaining(), SHOWN * BYTES_PER_CHARACTER);
    var text = UTF_8.decode(payload.slice(payload.position(), count)).toString();
    if (count == payload.remaining()) {
      return text(text);
    }
    return withoutControls(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + " ...";
  }

  private static String withoutControls(String text) {
    var line = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return CONTROL.matcher(line).replaceAll("\uFFFD");
  }
}
