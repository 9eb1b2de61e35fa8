package tcplessons.grader;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Bytes to send, and bytes to show. */
public final class Bytes {

  static final int SHOWN_MAX = 16;

  /** So many are still shown as a whole in a sentence. */
  static final int WHOLE_MAX = 64;

  /** U+FFFD, which decoders put in place of bytes that are no character. */
  private static final byte[] REPLACEMENT = utf8("\uFFFD");

  private Bytes() {}

  public static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  public static byte[] join(byte[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += part.length;
    }
    var all = ByteBuffer.allocate(length);
    for (var part : parts) {
      all.put(part);
    }
    return all.array();
  }

  public static byte[] repeat(String text, int count) {
    return utf8(text.repeat(count));
  }

  public static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  public static byte[] random(Random random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** As a four-byte number, the most significant byte first. */
  public static byte[] bigEndian(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** As text in quotation marks, abbreviated; empty if they are no text. */
  static String text(byte[] bytes) {
    return text(bytes, SHOWN_MAX);
  }

  static String text(byte[] bytes, int shownMax) {
    boolean isCut = bytes.length > shownMax;
    return decoded(isCut ? part(bytes, 0, shownMax) : bytes, isCut)
        .map(text -> quoted(text, isCut))
        .orElse("");
  }

  /**
   * As text; empty if they are binary data: no UTF-8, or with a byte 0.
   *
   * @param isCut whether the last character may be incomplete
   */
  static Optional<String> decoded(byte[] bytes, boolean isCut) {
    var text = CharBuffer.allocate(bytes.length);
    var result = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, !isCut);
    text.flip();
    return result.isError() || text.chars().anyMatch(c -> c == 0)
        ? Optional.empty()
        : Optional.of(text.toString());
  }

  /**
   * In quotation marks, with escapes as in Java.
   *
   * @param isCut whether more follows
   */
  static String quoted(String text, boolean isCut) {
    var escaped = text.codePoints().mapToObj(Bytes::escaped).collect(Collectors.joining());
    return '"' + escaped + (isCut ? "…\"" : "\"");
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      default ->
          Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
              ? "\\u%04x".formatted(c)
              : Character.toString(c);
    };
  }

  /** As hexadecimal digits, abbreviated. */
  static String hex(byte[] bytes) {
    return hex(bytes, SHOWN_MAX);
  }

  static String hex(byte[] bytes, int shownMax) {
    var shown = bytes.length <= shownMax ? bytes : part(bytes, 0, shownMax);
    return HexFormat.ofDelimiter(" ").formatHex(shown) + (bytes.length > shown.length ? " …" : "");
  }

  /** Whether the one begins with the other. */
  public static boolean begins(byte[] whole, byte[] beginning) {
    return beginning.length <= whole.length
        && Arrays.equals(whole, 0, beginning.length, beginning, 0, beginning.length);
  }

  /** Where two arrays differ first; the length of the shorter one if it begins the longer one. */
  static int mismatch(byte[] one, byte[] other) {
    int at = Arrays.mismatch(one, other);
    return at == -1 ? one.length : at;
  }

  /** How bytes are wrong that are not those expected. */
  static Signature.Kind wrong(byte[] expected, byte[] came) {
    boolean replaced = indexOf(came, REPLACEMENT) >= 0 && indexOf(expected, REPLACEMENT) < 0;
    return replaced ? Signature.Kind.REPLACED : Signature.Kind.WRONG;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    return new String(bytes, ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
  }
}
