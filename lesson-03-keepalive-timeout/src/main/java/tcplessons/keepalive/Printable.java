package tcplessons.keepalive;

import java.util.regex.Pattern;

/** What a peer sent, shown: a terminal would obey its control characters. */
final class Printable {

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private Printable() {}

  /** The text, without white space at its end; all but printable ASCII becomes U+FFFD. */
  static String printable(String text) {
    return UNPRINTABLE.matcher(text.stripTrailing()).replaceAll("\uFFFD");
  }
}
