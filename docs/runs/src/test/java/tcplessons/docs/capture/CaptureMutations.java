package tcplessons.docs.capture;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Damages the bytes of a capture. */
public final class CaptureMutations {

  private static final int[] EXTREMES = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 18};

  private CaptureMutations() {}

  /** A copy with one to three random bytes, extreme numbers, or without its end. */
  public static byte[] mutate(byte[] original, Random random) {
    var bytes = original.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length - 4);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> ByteBuffer.wrap(bytes).putInt(at, EXTREMES[random.nextInt(EXTREMES.length)]);
        default -> bytes = Arrays.copyOf(bytes, Math.max(8, random.nextInt(bytes.length)));
      }
    }
    return bytes;
  }
}
