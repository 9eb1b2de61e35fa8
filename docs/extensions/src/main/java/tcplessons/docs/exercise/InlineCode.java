package tcplessons.docs.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The texts of exercises have single backticks around code, which the terminal shows as well. On a
 * page, AsciiDoc accepts them only between words, and Korean particles follow without a space. So
 * they are doubled.
 */
final class InlineCode {

  private static final Pattern SINGLE = Pattern.compile("(?<!`)`([^`]+)`(?!`)");
  private static final Pattern LISTING = Pattern.compile("-{4,}");

  private InlineCode() {}

  static List<String> doubled(List<String> asciidoc) {
    var lines = new ArrayList<String>();
    boolean isListing = false;
    for (var line : asciidoc) {
      isListing ^= LISTING.matcher(line).matches();
      lines.add(isListing ? line : SINGLE.matcher(line).replaceAll("``$1``"));
    }
    return lines;
  }
}
