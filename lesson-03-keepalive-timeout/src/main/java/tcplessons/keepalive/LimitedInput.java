package tcplessons.keepalive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that lets only so many bytes pass, for readers that would collect without end. */
final class LimitedInput extends FilterInputStream {

  private final int limit;
  private int left;

  LimitedInput(InputStream in, int limit) {
    super(in);
    this.limit = limit;
    left = limit;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws IOException when more than the limit has come
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, Math.min(length, left + 1));
    left -= Math.max(count, 0);
    if (left < 0) {
      throw new IOException("more than " + limit + " bytes, given up");
    }
    return count;
  }
}
