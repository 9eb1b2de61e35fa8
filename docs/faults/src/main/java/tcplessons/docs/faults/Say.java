package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Bytes that peers say, and patterns of what they hear; one character a byte. */
final class Say {

  /** What differs from one answer to the next: a date. */
  static final String DATE = "<date>";

  private static final String A_DATE = "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT";
  private static final int SEED = 9;

  private Say() {}

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** The same noise each time. */
  static byte[] garbage(int size) {
    var noise = new byte[size];
    new Random(SEED).nextBytes(noise);
    return noise;
  }

  static byte[] many(char letter, int count) {
    var letters = new byte[count];
    Arrays.fill(letters, (byte) letter);
    return letters;
  }

  /** Exactly this, but for {@link #DATE}, which may be any. */
  static Hears exactly(String text) {
    if (!text.contains(DATE)) {
      return new Hears.Exactly(text);
    }
    var parts = Arrays.stream(text.split(DATE, -1)).map(Pattern::quote);
    return pattern(parts.collect(Collectors.joining(A_DATE)));
  }

  static Hears exactly(byte[] bytes) {
    return exactly(text(bytes));
  }

  static Hears pattern(String regex) {
    return new Hears.Like(Pattern.compile(regex, Pattern.DOTALL));
  }
}
