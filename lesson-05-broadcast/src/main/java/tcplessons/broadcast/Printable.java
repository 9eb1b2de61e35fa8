package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * Text from a stranger, made harmless for other people's terminals.
 *
 * <p>A terminal obeys what it is sent: {@code ESC [2J} clears the screen, {@code ESC ]0;} renames
 * the window, a lone CR lets a line overwrite its own beginning, and U+202E turns the rest of it
 * around. Whoever passes on a stranger's bytes lets the stranger do all of it.
 */
final class Printable {

  // tag::commands[]
  private static final Pattern COMMANDS =
      Pattern.compile(
          "[\\p{Cc}&&[^\\t]]" // control characters of both kinds, C0 and C1; the tab may stay
              + "|[\\p{Zl}\\p{Zp}]" // what ends a line or a paragraph
              + "|[\\x{61C}\\x{200E}\\x{200F}]" // what turns the text around
              + "|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  // end::commands[]

  private Printable() {}

  /** These bytes as UTF-8; what is not UTF-8, or not for the eye, is U+FFFD. */
  // tag::of[]
  static String of(byte[] bytes) {
    var text = new String(bytes, UTF_8); // <1>
    return COMMANDS.matcher(text).replaceAll("\uFFFD"); // <2>
  }
  // end::of[]
}
