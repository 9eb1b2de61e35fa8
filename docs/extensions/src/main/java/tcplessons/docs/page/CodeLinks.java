package tcplessons.docs.page;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * Connects the callout numbers in figures with the same callouts in the listings of the page, and
 * the explanations below the listings with the first row of each figure that has the number.
 */
record CodeLinks(Words words) {

  static final String KEY = "data-code";

  void apply(Element content) {
    var callouts = callouts(content);
    for (var number : content.select(".run [" + KEY + "]")) {
      if (callouts.containsKey(number.attr(KEY))) {
        number.attr("href", "#" + number.attr(KEY));
      } else {
        number.remove(); // the listing is on another page
      }
    }
    var rows = new LinkedHashMap<String, List<Element>>();
    for (var number : content.select(".run [" + KEY + "]")) {
      rows.merge(number.attr(KEY), List.of(number.closest("li")), CodeLinks::joined);
    }
    rows.forEach((key, events) -> mark(key, callouts.get(key), events));
    content.select(".run li > .end:not(:has(*))").remove();
  }

  private static List<Element> joined(List<Element> one, List<Element> more) {
    return Stream.concat(one.stream(), more.stream()).toList();
  }

  /** The callouts of all listings that show a tagged region, by their keys. */
  private static Map<String, Element> callouts(Element content) {
    var callouts = new HashMap<String, Element>();
    for (var listing : content.select(".listingblock:has(> .title a.whole-file)")) {
      var href = listing.selectFirst("> .title a.whole-file").attr("href");
      var file = href.substring(href.lastIndexOf('/') + 1).replace(".html#", "#");
      for (var callout : listing.select("pre .conum")) {
        var key = "code-%s-%s".formatted(file.replace('.', '-').replace('#', '-'), callout.text());
        callouts.putIfAbsent(key, callout);
      }
    }
    return callouts;
  }

  private void mark(String key, Element callout, List<Element> events) {
    callout.id(key).attr(KEY, key);
    var explanation = explanation(callout);
    if (explanation == null) {
      return;
    }
    explanation.selectFirst(".conum").attr(KEY, key);
    var text = explanation.select("p").last();
    (text == null ? explanation.child(1) : text)
        .appendText(" ")
        .appendElement("a")
        .addClass("packets")
        .attr(KEY, key)
        .attr("href", "#" + events.getFirst().id())
        .text(words.say("code.events", events.size()));
  }

  /** The item of the list below the listing. */
  private static Element explanation(Element callout) {
    var list = callout.closest(".listingblock").nextElementSiblings().select(".colist").first();
    return list == null
        ? null
        : list.select("li").stream()
            .filter(item -> item.selectFirst(".conum").text().equals(callout.text()))
            .findFirst()
            .orElse(null);
  }
}
