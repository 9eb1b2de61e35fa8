package tcplessons.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Bytes for tests: written in hex, cut at random, sent in any pieces. */
final class Bytes {

  private Bytes() {}

  /** From hex, with or without blanks. */
  static byte[] of(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  static byte[] repeated(byte[] bytes, int times) {
    var all = new byte[bytes.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
    }
    return all;
  }

  static byte[] random(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The lengths of pieces that make up so many bytes, of 1 to {@code most} bytes each. */
  static List<Integer> cuts(Random random, int length, int most) {
    var cuts = new ArrayList<Integer>();
    for (int left = length; left > 0; left -= cuts.getLast()) {
      cuts.add(random.nextInt(1, Math.min(left, most) + 1));
    }
    return cuts;
  }

  /** One segment for each byte. */
  static void drip(Socket socket, byte[] bytes) throws IOException {
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    for (byte part : bytes) {
      out.write(part);
    }
  }
}
