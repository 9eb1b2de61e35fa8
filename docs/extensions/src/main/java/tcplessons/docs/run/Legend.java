package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;

/**
 * What the lines and arrowheads of a figure mean. The first figure of a page shows it; the others
 * have a button that opens it.
 */
public record Legend(Words words) {

  private static final String POPOVER = "site-legend";
  private static final String BUTTON = "legend-open";

  /** For figures with packets. */
  void appendButton(Element parent) {
    parent
        .appendElement("button")
        .addClass(BUTTON)
        .attr("type", "button")
        .attr("popovertarget", POPOVER)
        .attr("aria-label", words.say("legend.open"))
        .attr("title", words.say("legend.open"))
        .text("?");
  }

  /** Writes the legend into the first figure of a page, and once for the buttons of the others. */
  public void applyTo(Element page) {
    var buttons = page.select(".run ." + BUTTON);
    if (buttons.isEmpty()) {
      return;
    }
    var first = buttons.first();
    first.closest(".run").appendChild(keys());
    first.remove();
    if (buttons.size() > 1) {
      page.appendChild(keys().id(POPOVER).attr("popover", ""));
    }
  }

  private Element keys() {
    var legend = new Element("p").addClass("legend");
    for (var kind : Event.SegmentKind.values()) {
      var name = kind.name().toLowerCase(ROOT);
      var key = legend.appendElement("span").addClass("key").addClass(name);
      var arrow = key.appendElement("span").addClass("arrow").attr("aria-hidden", "true");
      arrow.append(Arrow.tailOf(kind));
      arrow.append(Arrow.headOf(kind));
      key.appendText(words.say("legend." + name));
    }
    legend.appendElement("span").addClass("hint").text(words.say("legend.hint"));
    FigureContext.appendSpaces(legend);
    return legend;
  }
}
