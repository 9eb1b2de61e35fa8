package tcplessons.binary;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes in rows of 16: offset, hex, ASCII, the way {@code hexdump -C} shows them. */
final class HexDump {

  private static final int ROW = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /**
   * @param offset of the first byte, counted from the beginning of the stream
   */
  static List<String> rows(long offset, byte[] bytes, int count) {
    var rows = new ArrayList<String>();
    for (int at = 0; at < count; at += ROW) {
      int end = Math.min(at + ROW, count);
      int middle = Math.min(at + ROW / 2, end);
      var left = HEX.formatHex(bytes, at, middle);
      var right = HEX.formatHex(bytes, middle, end);
      rows.add(
          "%08x  %-23s  %-23s  |%s|".formatted(offset + at, left, right, ascii(bytes, at, end)));
    }
    return rows;
  }

  private static String ascii(byte[] bytes, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      boolean visible = bytes[i] >= ' ' && bytes[i] <= '~';
      text.append(visible ? (char) bytes[i] : '.');
    }
    return text.toString();
  }
}
