package tcplessons.docs.run;

import org.jsoup.nodes.Element;

/**
 * A text whose first lines are shown. A script folds the other lines until a button is pressed;
 * without it, and on paper, all lines are shown.
 *
 * @param shown ends with the line feed of its last line
 * @param folded empty if all lines are shown
 */
record FoldedLines(String shown, String folded) {

  private static final String FOLDED = "folded";

  /** A single line more is shown, since the button takes as much room. */
  static FoldedLines of(String text, int limit) {
    int end = 0;
    for (int line = 0; line < limit && end != -1; line++) {
      int feed = text.indexOf('\n', end);
      end = feed == -1 ? -1 : feed + 1;
    }
    return end == -1 || text.substring(end).stripTrailing().indexOf('\n') == -1
        ? new FoldedLines(text, "")
        : new FoldedLines(text.substring(0, end), text.substring(end));
  }

  /** The element for the folded lines. */
  Element appendTo(Element target) {
    return target
        .appendElement("span")
        .addClass(FOLDED)
        .attr("data-lines", String.valueOf(folded.stripTrailing().lines().count()));
  }

  /** The button that shows the folded lines of {@code text}, if it has any. */
  static void appendButton(Element parent, Element text, FigureContext context) {
    var folded = text.selectFirst("." + FOLDED);
    if (folded != null) {
      int lines = Integer.parseInt(folded.attr("data-lines"));
      folded.removeAttr("data-lines");
      parent
          .appendElement("button")
          .addClass("unfold")
          .attr("type", "button")
          .attr("aria-expanded", "false")
          .text(context.say("run.more-lines", lines));
    }
  }
}
