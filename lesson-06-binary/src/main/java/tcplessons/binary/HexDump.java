package tcplessons.binary;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes in rows of 16: offset, hex, ASCII, in the format of {@code hexdump -C}: hexdump(1). */
final class HexDump {

  private static final int BYTES_PER_ROW = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexDump() {}

  /**
   * @param offset of the first byte in the stream
   */
  static List<String> rows(long offset, byte[] bytes, int count) {
    var rows = new ArrayList<String>();
    for (int i = 0; i < count; i += BYTES_PER_ROW) {
      int end = Math.min(i + BYTES_PER_ROW, count);
      int middle = Math.min(i + BYTES_PER_ROW / 2, end);
      var left = HEX.formatHex(bytes, i, middle);
      var right = HEX.formatHex(bytes, middle, end);
      rows.add("%08x  %-23s  %-23s  |%s|".formatted(offset + i, left, right, ascii(bytes, i, end)));
    }
    return rows;
  }

  private static String ascii(byte[] bytes, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      boolean printable = bytes[i] >= ' ' && bytes[i] <= '~';
      text.append(printable ? (char) bytes[i] : '.');
    }
    return text.toString();
  }
}
