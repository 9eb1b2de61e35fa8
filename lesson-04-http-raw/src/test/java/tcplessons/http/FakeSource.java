package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A connection without a socket: each read returns some of these bytes, and -1 after the last. */
final class FakeSource implements InputBuffer.Source {

  private final byte[] bytes;
  private final IntUnaryOperator readBytesMax;
  private int at;

  /** The largest buffer of any read: how much the reader was ready to store. */
  private int largestBuffer;

  /**
   * @param readBytesMax how many bytes a read at this position returns at most
   */
  private FakeSource(byte[] bytes, IntUnaryOperator readBytesMax) {
    this.bytes = bytes;
    this.readBytesMax = readBytesMax;
  }

  static FakeSource whole(byte[] bytes) {
    return new FakeSource(bytes, _ -> Integer.MAX_VALUE);
  }

  static FakeSource whole(String text) {
    return whole(text.getBytes(ISO_8859_1));
  }

  static FakeSource inPiecesOf(int size, byte[] bytes) {
    return new FakeSource(bytes, _ -> size);
  }

  static FakeSource cutAt(int position, byte[] bytes) {
    return new FakeSource(bytes, at -> at < position ? position - at : Integer.MAX_VALUE);
  }

  @Override
  public int read(byte[] into, int where, int length, int timeoutMillis) {
    largestBuffer = Math.max(largestBuffer, into.length);
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(length, bytes.length - at), readBytesMax.applyAsInt(at));
    System.arraycopy(bytes, at, into, where, count);
    at += count;
    return count;
  }

  int largestBuffer() {
    return largestBuffer;
  }

  /** The status codes with which the step {@code echo} would respond. */
  List<String> statusCodes(Limits limits) {
    var codes = new ArrayList<String>();
    var input = new InputBuffer(this);
    var reader = new RequestReader(input, limits);
    try {
      boolean keepsAlive = true;
      while (keepsAlive && reader.awaitRequest()) {
        keepsAlive = reader.read(_ -> true).head().keepsAlive();
        codes.add("200");
      }
    } catch (HttpError e) {
      codes.add(e.status().toString().substring(0, 3));
    } catch (IOException e) {
      throw new AssertionError("no socket is used", e);
    } finally {
      reader.releaseBody();
    }
    return codes;
  }
}
