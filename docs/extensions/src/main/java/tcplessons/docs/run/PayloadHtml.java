package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jsoup.nodes.Element;
import tcplessons.docs.model.Event;

/** The bytes of a segment, made readable: as text with its control characters, and as hex. */
record PayloadHtml(Event.Packet packet) {

  /** A longer text would turn the arrow into a page; the hex view and the capture have the rest. */
  private static final int TEXT_CHARS_MAX = 180;

  private static final int REPEATED_CHARS_MAX = 12;

  /** Further lines are folded. */
  private static final int LINES_MAX = 4;

  private static final int HEX_ROWS_MAX = 12;
  private static final int BYTES_PER_ROW = 8;

  /** Appends the text; control characters become visible escapes, as Java would write them. */
  void writeTo(Element target) {
    if (isBinary()) {
      target.addClass("binary").appendText(hexShown());
      return;
    }
    var text = withoutRepetition(packet.text());
    var end =
        text.offsetByCodePoints(0, Math.min(TEXT_CHARS_MAX, text.codePointCount(0, text.length())));
    var shown = text.substring(0, end);
    var lines = FoldedLines.of(shown, LINES_MAX);
    writeEscaped(target, lines.shown());
    if (!lines.folded().isEmpty()) {
      var folded = lines.appendTo(target);
      folded.appendElement("br");
      writeEscaped(folded, lines.folded());
    }
    if (isTruncated(end)) {
      target.appendElement("span").addClass("control").text("…");
    }
  }

  private static void writeEscaped(Element target, String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!Character.isISOControl(c)) {
        plain.append(c);
        continue;
      }
      target.appendText(plain.toString());
      plain.setLength(0);
      target.appendElement("span").addClass("control").text(escape(c));
      if (c == '\n' && i < text.length() - 1) {
        target.appendElement("br");
      }
    }
    target.appendText(plain.toString());
  }

  /** Rows of {@code offset, hex, text}, at most {@value #HEX_ROWS_MAX}. */
  List<String> hexRows() {
    var bytes = HexFormat.of().parseHex(packet.hex());
    var rows = new ArrayList<String>();
    for (int at = 0; at < bytes.length && rows.size() < HEX_ROWS_MAX; at += BYTES_PER_ROW) {
      var hex = new StringBuilder();
      var ascii = new StringBuilder();
      for (int i = at; i < Math.min(at + BYTES_PER_ROW, bytes.length); i++) {
        hex.append(HexFormat.of().toHexDigits(bytes[i])).append(' ');
        ascii.append(bytes[i] >= 0x20 && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
      var narrow = bytes.length <= BYTES_PER_ROW;
      rows.add(
          narrow
              ? hex.toString().strip()
              : "%04x  %-24s %s".formatted(at, hex, ascii).stripTrailing());
    }
    return rows;
  }

  /** How many bytes of the payload the hex rows leave out. */
  int notInHex() {
    return packet.length() - Math.min(packet.hex().length() / 2, HEX_ROWS_MAX * BYTES_PER_ROW);
  }

  /** The beginning of a text that repeats one letter. */
  private static String withoutRepetition(String text) {
    boolean repeats = text.chars().allMatch(c -> c == text.charAt(0));
    return repeats ? text.substring(0, Math.min(REPEATED_CHARS_MAX, text.length())) : text;
  }

  private boolean isTruncated(int end) {
    return end < packet.text().length() || packet.length() > packet.hex().length() / 2;
  }

  private boolean isBinary() {
    return packet.text().isEmpty()
        || packet.text().chars().allMatch(c -> c == '\uFFFD' || isUnprintable(c));
  }

  private static boolean isUnprintable(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }

  private String hexShown() {
    var digits = packet.hex().substring(0, Math.min(2 * 2 * BYTES_PER_ROW, packet.hex().length()));
    var pairs = HexFormat.ofDelimiter(" ").formatHex(HexFormat.of().parseHex(digits));
    return packet.length() * 2 > digits.length() ? pairs + " …" : pairs;
  }

  private static String escape(char c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case 0 -> "\\0";
      default -> "\\u%04x".formatted((int) c);
    };
  }
}
