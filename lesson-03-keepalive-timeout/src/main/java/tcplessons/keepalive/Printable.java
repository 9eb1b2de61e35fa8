package tcplessons.keepalive;

import java.util.regex.Pattern;

/**
 * What a peer has sent, fit for a terminal, which obeys some characters instead of showing them.
 */
final class Printable {

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private Printable() {}

  /** The same text without white space at its end, and U+FFFD for all but printable ASCII. */
  static String text(String text) {
    return UNPRINTABLE.matcher(text.stripTrailing()).replaceAll("\uFFFD");
  }
}
