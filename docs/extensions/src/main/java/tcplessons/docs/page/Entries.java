package tcplessons.docs.page;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/** What pages of entries need: numbers that link, and words that say their language. */
final class Entries {

  private Entries() {}

  static void apply(Element content, Words words) {
    for (var claim : content.select(".claim:has(a[id]:empty)")) {
      var numbers = claim.select("a[id]:empty");
      var together = new Element("span").addClass("numbers");
      numbers.first().before(together);
      for (var number : numbers) {
        number.addClass("number").attr("href", "#" + number.id()).text(number.id());
        together.appendText(together.childNodeSize() == 0 ? "" : " ").appendChild(number);
      }
    }
    content.select(".cards dl").forEach(Entries::cards);
    // Written as [.other]#word#, the word in the site's other language.
    content.select("span.other").attr("lang", words.language().equals("ko") ? "en" : "ko");
  }

  /** Each term with its description in one element, to be laid out as a card. */
  private static void cards(Element list) {
    Element card = null;
    for (var child : list.children()) {
      if (child.normalName().equals("dt")) {
        card = new Element("div");
        child.before(card);
      }
      if (card != null) {
        card.appendChild(child);
      }
    }
  }
}
