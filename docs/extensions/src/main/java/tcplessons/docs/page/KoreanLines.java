package tcplessons.docs.page;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Keeps Korean particles on the line of their word.
 *
 * <p>Browsers break before Hangul that follows a closing mark or an inline element, even where the
 * style sheet keeps words whole, and a line must not begin with a particle.
 */
final class KoreanLines {

  private static final Pattern AFTER_CLOSING = Pattern.compile("\\S*[)\\]”’][가-힣]\\S*");
  private static final Pattern PARTICLE = Pattern.compile("^[가-힣]\\S*");

  /** What is longer must be allowed to break, or it would not fit a phone. */
  private static final int LONGEST = 22;

  private KoreanLines() {}

  static void apply(Element content) {
    for (var word : content.select("p code, p strong, p em, p a, li code, td code, dd code")) {
      if (!word.text().contains(" ")) {
        joinParticle(word);
      }
    }
    for (var block : content.select("p, td, dd, li, dt")) {
      block.textNodes().forEach(KoreanLines::joinClosing);
    }
  }

  private static void joinParticle(Element word) {
    if (!(word.nextSibling() instanceof TextNode after)) {
      return;
    }
    var particle = PARTICLE.matcher(after.getWholeText());
    if (particle.find() && word.text().length() + particle.end() <= LONGEST) {
      var whole = new Element("span").addClass("whole");
      word.replaceWith(whole);
      whole.appendChild(word).appendText(particle.group());
      after.text(after.getWholeText().substring(particle.end()));
    }
  }

  private static void joinClosing(TextNode text) {
    var words = AFTER_CLOSING.matcher(text.getWholeText());
    if (words.find() && words.group().length() <= LONGEST) {
      var rest = text.splitText(words.start());
      int length = words.end() - words.start();
      if (length < rest.getWholeText().length()) {
        joinClosing(rest.splitText(length));
      }
      rest.replaceWith(new Element("span").addClass("whole").text(rest.getWholeText()));
    }
  }
}
