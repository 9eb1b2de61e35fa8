package tcplessons.grader.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Bytes that peers send, and patterns of what they receive; one character a byte. */
public final class PeerBytes {

  /** Stands for the date of a response. */
  public static final String DATE = "<date>";

  private static final String DATE_PATTERN =
      "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT";
  private static final int SEED = 9;

  private PeerBytes() {}

  public static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** Random bytes, the same in every run. */
  public static byte[] randomBytes(int count) {
    var bytes = new byte[count];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  public static byte[] repeat(char letter, int count) {
    var letters = new byte[count];
    Arrays.fill(letters, (byte) letter);
    return letters;
  }

  public static byte[] repeat(byte[] message, int count) {
    return bytes(text(message).repeat(count));
  }

  /** Exactly this text, with any date in place of {@link #DATE}. */
  public static ExpectedBytes exactly(String text) {
    if (!text.contains(DATE)) {
      return new ExpectedBytes.Exactly(text);
    }
    var parts = Arrays.stream(text.split(DATE, -1)).map(Pattern::quote);
    return pattern(parts.collect(Collectors.joining(DATE_PATTERN)));
  }

  public static ExpectedBytes exactly(byte[] bytes) {
    return exactly(text(bytes));
  }

  public static ExpectedBytes pattern(String regex) {
    return new ExpectedBytes.Matching(Pattern.compile(regex, Pattern.DOTALL));
  }
}
