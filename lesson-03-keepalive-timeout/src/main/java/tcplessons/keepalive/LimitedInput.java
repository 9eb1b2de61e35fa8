package tcplessons.keepalive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An input stream with a limit in bytes, for readers that buffer without one. */
final class LimitedInput extends FilterInputStream {

  private final int bytesMax;
  private int bytesLeft;

  LimitedInput(InputStream in, int bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
    bytesLeft = bytesMax;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws IOException if the stream has more bytes than the limit
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, Math.min(length, bytesLeft + 1));
    bytesLeft -= Math.max(count, 0);
    if (bytesLeft < 0) {
      throw new IOException("more than " + bytesMax + " bytes, given up");
    }
    return count;
  }
}
