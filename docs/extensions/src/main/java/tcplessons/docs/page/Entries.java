package tcplessons.docs.page;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/** What pages of entries need: numbers that link, and words that say their language. */
final class Entries {

  private Entries() {}

  static void apply(Element content, Words words) {
    for (var number : content.select(".claim a[id]:empty")) {
      number.addClass("number").attr("href", "#" + number.id()).text(number.id());
    }
    // Written as [.other]#word#, the word in the site's other language.
    content.select("span.other").attr("lang", words.language().equals("ko") ? "en" : "ko");
  }
}
