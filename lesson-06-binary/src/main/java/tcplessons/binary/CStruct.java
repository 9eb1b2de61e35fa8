package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The {@code struct { char a; int b; char c[15]; }} of a C++ program on x86-64.
 *
 * <pre>
 *   0      a    char
 *   1..3        padding: the offset of b is a multiple of 4
 *   4..7   b    int, the lowest byte first (little endian)
 *   8..22  c    up to 15 bytes of text, to the first NUL if there is one
 *  23           padding: the size is a multiple of 4, so that each b of an array is aligned
 * </pre>
 *
 * <p>The padding has no meaning. The layout is that of the System V ABI for AMD64, section 3.1.2.
 *
 * @param a one byte; a char of Java has two
 * @param c decoded as UTF-8, with U+FFFD for each malformed sequence
 */
record CStruct(byte a, int b, String c) {

  static final int SIZE = 24;
  static final int OFFSET_A = 0;
  static final int OFFSET_B = 4;
  static final int OFFSET_C = 8;
  static final int LENGTH_C = 15;

  /**
   * Parses a struct as it is typed: {@code A,300,hello}.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static CStruct parse(String value) {
    var parts = value.split(",", 3);
    try {
      if (parts.length == 3 && parts[0].matches("\\p{ASCII}")) {
        var struct = new CStruct((byte) parts[0].charAt(0), Integer.parseInt(parts[1]), parts[2]);
        struct.toBytes(ByteOrder.LITTLE_ENDIAN); // throws if the text does not fit
        return struct;
      }
    } catch (IllegalArgumentException _) {
      // The message below also describes this.
    }
    throw new IllegalArgumentException(
        "'%s' is not a struct such as A,300,hello: one ASCII character, an int, 15 bytes of text"
            .formatted(value));
  }

  /** Decodes a char array of C: up to the first NUL, or all of it if there is none. */
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
   * Encodes the struct, with zeros in the padding.
   *
   * @throws IllegalArgumentException if the text has more than 15 bytes or contains NUL
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
