package tcplessons.docs;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Where a browser may break the lines of code within text. */
public final class CodeLineBreaks {

  /** Browsers break a line after a hyphen, also in options and in states such as FIN-WAIT-2. */
  private static final Pattern HYPHENATED = Pattern.compile("\\S*-\\S*");

  /** Between a single slash and what follows it. */
  private static final Pattern SLASH = Pattern.compile("(?<=[^/\\s]/)(?=[^/\\s])");

  /** Longer words can break, because they do not fit the width of a phone. */
  private static final int UNBROKEN_CHARS_MAX = 26;

  private CodeLineBreaks() {}

  /**
   * Appends {@code text} to {@code target}: words with a hyphen do not break, long paths and
   * addresses break after a slash.
   */
  public static Element keepWhole(Element target, String text) {
    var words = HYPHENATED.matcher(text);
    int done = 0;
    while (words.find()) {
      if (words.group().length() <= UNBROKEN_CHARS_MAX) {
        breakPaths(target, text.substring(done, words.start()));
        target.appendElement("span").addClass("whole").text(words.group());
        done = words.end();
      }
    }
    breakPaths(target, text.substring(done));
    return target;
  }

  private static void breakPaths(Element target, String text) {
    var pieces = SLASH.split(text);
    target.appendText(pieces[0]);
    for (int at = 1; at < pieces.length; at++) {
      target.appendElement("wbr");
      target.appendText(pieces[at]);
    }
  }
}
