package tcplessons.docs.run;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/** The controls that run.js adds to figures, once for a page. */
public record RunTools(Words words) {

  private static final String PLAY =
      "<svg class='play-icon' viewBox='0 0 16 16' aria-hidden='true'><path d='M4"
          + " 2v12l10-6Z'/></svg><svg class='pause-icon' viewBox='0 0 16 16'"
          + " aria-hidden='true'><path d='M3 2h4v12H3ZM9 2h4v12H9Z'/></svg>";
  private static final String BACK =
      "<svg viewBox='0 0 16 16' aria-hidden='true'><path d='M12 2v12L4 8Z'/></svg>";
  private static final String NEXT =
      "<svg viewBox='0 0 16 16' aria-hidden='true'><path d='M3 2v12l7-6ZM11 2h2v12h-2Z'/></svg>";

  public Element template() {
    var template = new Element("template").id("site-run-tools");
    var opener = button(template, "step", "step.open", PLAY).attr("aria-expanded", "false");
    playAndPause(opener, "step.open");
    stepper(template.appendElement("div").addClass("stepper"));
    var dock = template.appendElement("div").addClass("dock");
    dock.appendElement("div").addClass("sheet");
    button(dock, "unpin", "step.close", "×");
    template.appendElement("a").addClass("back-to-run").text(words.say("code.back"));
    return template;
  }

  private void stepper(Element stepper) {
    stepper.attr("role", "group").attr("aria-label", words.say("step.open"));
    button(stepper, "back", "step.back", BACK);
    playAndPause(button(stepper, "play", "step.play", PLAY), "step.play");
    button(stepper, "next", "step.next", NEXT);
    var scrubber = stepper.appendElement("span").addClass("scrubber");
    scrubber.appendElement("span").addClass("ticks").attr("aria-hidden", "true");
    scrubber
        .appendElement("input")
        .attr("type", "range")
        .attr("min", "1")
        .attr("value", "1")
        .attr("aria-label", words.say("step.event"));
    stepper.appendElement("span").addClass("where").attr("aria-hidden", "true");
    var speed = stepper.appendElement("select").attr("aria-label", words.say("step.speed"));
    for (var choice : new String[] {"second", "recorded", "step"}) {
      speed.appendElement("option").attr("value", choice).text(words.say("step.speed." + choice));
    }
    button(stepper, "close", "step.close", "×");
    stepper.appendElement("span").addClass("said").addClass("vh").attr("role", "status");
  }

  private Element button(Element parent, String name, String label, String content) {
    return parent
        .appendElement("button")
        .attr("type", "button")
        .addClass(name)
        .attr("aria-label", words.say(label))
        .attr("title", words.say(label))
        .html(content);
  }

  private void playAndPause(Element button, String play) {
    button.attr("data-play", words.say(play)).attr("data-pause", words.say("step.pause"));
  }
}
