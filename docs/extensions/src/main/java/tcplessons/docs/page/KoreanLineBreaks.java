package tcplessons.docs.page;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Keeps Korean particles on the line of their word.
 *
 * <p>Browsers break a line before Hangul that follows a closing bracket, a quotation mark or an
 * inline element, even with {@code word-break: keep-all}; but no line may begin with a particle.
 */
final class KoreanLineBreaks {

  private static final Pattern AFTER_CLOSING = Pattern.compile("\\S*[)\\]”’][가-힣]\\S*");
  private static final Pattern PARTICLE = Pattern.compile("^[가-힣]\\S*");

  /** Longer words can break, because they do not fit the width of a phone. */
  private static final int UNBROKEN_CHARS_MAX = 22;

  private KoreanLineBreaks() {}

  static void apply(Element content) {
    for (var word : content.select("p code, p strong, p em, p a, li code, td code, dd code")) {
      if (!word.text().contains(" ")) {
        joinParticle(word);
      }
    }
    for (var block : content.select("p, td, dd, li, dt")) {
      block.textNodes().forEach(KoreanLineBreaks::joinClosing);
    }
  }

  private static void joinParticle(Element word) {
    if (!(word.nextSibling() instanceof TextNode after)) {
      return;
    }
    var particle = PARTICLE.matcher(after.getWholeText());
    if (particle.find() && word.text().length() + particle.end() <= UNBROKEN_CHARS_MAX) {
      var whole = new Element("span").addClass("whole");
      word.replaceWith(whole);
      whole.appendChild(word).appendText(particle.group());
      after.text(after.getWholeText().substring(particle.end()));
    }
  }

  private static void joinClosing(TextNode text) {
    var words = AFTER_CLOSING.matcher(text.getWholeText());
    if (words.find() && words.group().length() <= UNBROKEN_CHARS_MAX) {
      var rest = text.splitText(words.start());
      int length = words.end() - words.start();
      if (length < rest.getWholeText().length()) {
        joinClosing(rest.splitText(length));
      }
      rest.replaceWith(new Element("span").addClass("whole").text(rest.getWholeText()));
    }
  }
}
