package tcplessons.binary;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Bytes for tests: from hex, random, cut into chunks, sent byte by byte. */
final class TestBytes {

  private TestBytes() {}

  /** From hex, with or without spaces. */
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

  /** Random lengths of chunks, of 1 to {@code max} bytes each, with this sum. */
  static List<Integer> cuts(Random random, int length, int max) {
    var cuts = new ArrayList<Integer>();
    for (int left = length; left > 0; left -= cuts.getLast()) {
      cuts.add(random.nextInt(1, Math.min(left, max) + 1));
    }
    return cuts;
  }

  /** Sends one segment for each byte. */
  static void drip(Socket socket, byte[] bytes) throws IOException {
    socket.setTcpNoDelay(true);
    OutputStream out = socket.getOutputStream();
    for (byte part : bytes) {
      out.write(part);
    }
  }
}
