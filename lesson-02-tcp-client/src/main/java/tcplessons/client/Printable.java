package tcplessons.client;

import java.util.regex.Pattern;

/**
 * Makes text from a peer safe to print. Every lesson has the same copy; lesson 05 explains it.
 *
 * <p>A terminal executes control sequences: {@code ESC [2J} clears the screen, {@code ESC ]0;}
 * renames the window, a lone CR lets a line overwrite its own beginning, and U+202E reverses the
 * text that follows. A program that prints a peer's bytes unchanged gives the peer all of that.
 */
final class Printable {

  // tag::unsafe[]
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\p{Cc}&&[^\\r\\n\\t]]" // control characters of both kinds, C0 and C1
              + "|\\r(?!\\n|\\z)" // CR without LF; at the very end LF may follow in the next read
              + "|[\\p{Zl}\\p{Zp}]" // line and paragraph separators
              + "|[\\x{61C}\\x{200E}\\x{200F}]" // bidirectional formatting: UAX #9
              + "|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  // end::unsafe[]

  private Printable() {}

  /** Replaces each unsafe character with U+FFFD. Line ends and tabs stay. */
  // tag::text[]
  static String text(String text) {
    return UNSAFE.matcher(text).replaceAll("\uFFFD");
  }

  // end::text[]

  /** As {@link #text}, with line ends and tabs as {@code \n}, {@code \r} and {@code \t}. */
  static String line(String text) {
    var escaped = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return text(escaped);
  }
}
