package tcplessons.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;

/**
 * What is typed into a terminal, in UTF-8. A terminal of Korean Windows encodes it in code page
 * 949: without this conversion a server that expects UTF-8 would receive unreadable text.
 */
final class TerminalInput extends InputStream {

  private final Reader typed;
  private final CharBuffer chars = CharBuffer.allocate(1024);
  private ByteBuffer encoded = ByteBuffer.allocate(0);

  private TerminalInput(InputStream in, Charset charset) {
    typed = new InputStreamReader(in, charset);
  }

  /** Input from a file or pipe is returned unchanged: it may be binary. */
  static InputStream utf8(InputStream in) {
    var console = System.console();
    return console != null && console.isTerminal()
        ? utf8(in, Charset.forName(System.getProperty("stdin.encoding")))
        : in;
  }

  /** In the locale C, Java reports ASCII, although the terminal sends UTF-8. */
  static InputStream utf8(InputStream in, Charset charset) {
    return charset.equals(UTF_8) || charset.equals(US_ASCII) ? in : new TerminalInput(in, charset);
  }

  @Override
  public int read() throws IOException {
    var single = new byte[1];
    return read(single, 0, 1) == -1 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!encoded.hasRemaining()) {
      chars.clear();
      if (typed.read(chars) == -1) {
        return -1;
      }
      encoded = UTF_8.encode(chars.flip());
    }
    int count = Math.min(length, encoded.remaining());
    encoded.get(bytes, offset, count);
    return count;
  }
}
