package tcplessons.client;

import java.util.regex.Pattern;

/**
 * What a peer has sent, fit for a terminal, which obeys some characters instead of showing them.
 */
final class Printable {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\r\n\t]]");

  private Printable() {}

  /** The same text with U+FFFD for every control character but ends of lines and tabs. */
  static String text(String text) {
    return CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
