package tcplessons.docs.page;

import java.util.List;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * Description lists as the pages of corrections, cards and the glossary show them: with numbers
 * that are links, one element for each card, and the language of foreign terms.
 */
final class DescriptionLists {

  private DescriptionLists() {}

  static void apply(Element content, Words words) {
    for (var claim : content.select(".claim:has(a[id]:empty)")) {
      var numbers = claim.select("a[id]:empty");
      var group = new Element("span").addClass("numbers");
      numbers.first().before(group);
      for (var number : numbers) {
        number.addClass("number").attr("href", "#" + number.id()).text(number.id());
        group.appendText(group.childNodeSize() == 0 ? "" : " ").appendChild(number);
      }
    }
    content.select("dt > a[id]:empty").forEach(DescriptionLists::permalink);
    content.select(".cards dl").forEach(DescriptionLists::cards);
    // Written as [.other]#word#: a word in the other language.
    content.select("span.other").attr("lang", words.language().equals("ko") ? "en" : "ko");
  }

  /** Makes a term a link to itself, as headings are. */
  private static void permalink(Element anchor) {
    var link = new Element("a").addClass("anchor").attr("href", "#" + anchor.id());
    var term = anchor.parent();
    for (var part : List.copyOf(term.childNodes())) {
      if (part != anchor && !(part instanceof Element element && element.hasClass("other"))) {
        link.appendChild(part);
      }
    }
    anchor.after(link);
  }

  /** Puts each term and its description into one element, which is laid out as a card. */
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
