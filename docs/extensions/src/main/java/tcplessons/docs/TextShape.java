package tcplessons.docs;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** How text that is code breaks into lines. */
public final class TextShape {

  /** Browsers break after any hyphen, which tears options and states such as FIN-WAIT-2 apart. */
  private static final Pattern HYPHENATED = Pattern.compile("\\S*-\\S*");

  /** Between a single slash and what follows it. */
  private static final Pattern SLASH = Pattern.compile("(?<=[^/\\s]/)(?=[^/\\s])");

  /** A longer word must be allowed to break, or it would not fit a phone. */
  private static final int LONGEST = 26;

  private TextShape() {}

  /**
   * Appends {@code text} to {@code target}, so that its hyphenated words stay in one piece, and
   * long paths and addresses break after a slash.
   */
  public static Element keepWhole(Element target, String text) {
    var words = HYPHENATED.matcher(text);
    int done = 0;
    while (words.find()) {
      if (words.group().length() <= LONGEST) {
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
