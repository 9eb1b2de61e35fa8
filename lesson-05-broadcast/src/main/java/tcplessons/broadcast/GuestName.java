package tcplessons.broadcast;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names that guests may have: all characters are visible, and two names that look the same
 * count as one.
 *
 * @param text the name as it is shown
 * @param key the same for two names that differ only in case or in how a character is encoded
 */
record GuestName(String text, String key) {

  static final String RULE = "a name has 1 to 20 visible letters, digits, - or _";

  /**
   * Letters and marks that a terminal shows as nothing, such as U+3164, which is a letter of the
   * Korean alphabet: Default_Ignorable_Code_Point in UAX #44.
   */
  private static final String INVISIBLE =
      "\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{3164}"
          + "\\x{FE00}-\\x{FE0F}\\x{FFA0}\\x{E0100}-\\x{E01EF}";

  // Letters and digits of any script. No * and no space, so that no name looks like an announcement
  // of the server; and no mark alone, which would be drawn on the text before it.
  // tag::name[]
  private static final String LETTER = "[\\p{L}\\p{N}&&[^" + INVISIBLE + "]]";
  private static final String MARK = "[\\p{M}&&[^" + INVISIBLE + "]]";

  /** At most 20 code points. */
  private static final Pattern NAME = Pattern.compile("(?!.{21})([-_]|" + LETTER + MARK + "*)+");

  static GuestName of(String name) {
    // One name can be encoded in two ways, 한 as one code point or as three: UAX #15.
    var text = Normalizer.normalize(name, Form.NFC); // <1>
    var compatible = Normalizer.normalize(name, Form.NFKC); // <2>
    return new GuestName(text, compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
  }

  // end::name[]

  boolean isAllowed() {
    return NAME.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
