package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a C++ program on x86-64 means by {@code struct { char a; int b; char c[15]; }}.
 *
 * <pre>
 *   0      a    char
 *   1..3        padding: b must begin at a multiple of 4
 *   4..7   b    int, the lowest byte first (little endian)
 *   8..22  c    up to 15 bytes of text; the first NUL ends it, if there is one
 *  23           padding: the whole must be a multiple of 4, so that arrays of it work
 * </pre>
 *
 * <p>What the padding holds means nothing.
 *
 * @param a one byte; a char of Java would be two
 * @param c as UTF-8; U+FFFD stands for what was none when it came
 */
record CStruct(byte a, int b, String c) {

  static final int SIZE = 24;
  static final int OFFSET_A = 0;
  static final int OFFSET_B = 4;
  static final int OFFSET_C = 8;
  static final int LENGTH_C = 15;

  /** From a char array of C: up to the first NUL, or else all of it, and never beyond. */
  // tag::text[]
  static String text(byte[] chars) {
    int length = 0;
    while (length < chars.length && chars[length] != 0) {
      length++;
    }
    return new String(chars, 0, length, UTF_8);
  }

  // end::text[]

  /**
   * These 24 bytes, with nothing but zeros in the padding.
   *
   * @throws IllegalArgumentException if the text is longer than its place, or would end early
   */
  // tag::bytes[]
  byte[] toBytes(ByteOrder order) {
    byte[] text = c.getBytes(UTF_8);
    if (text.length > LENGTH_C || c.indexOf('\0') != -1) {
      throw new IllegalArgumentException("c is at most 15 bytes of text, without NUL");
    }
    return ByteBuffer.allocate(SIZE) // <1>
        .order(order) // <2>
        .put(OFFSET_A, a)
        .putInt(OFFSET_B, b)
        .put(OFFSET_C, text)
        .array();
  }
  // end::bytes[]
}
