package tcplessons.docs.page;

import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.run.Predictions;

/** What a reader opens: the answers to predictions, and collapsible blocks. */
final class FoldedParts {

  private static final String RIGHT = "li:has(> p > i.fa-check-square-o)";

  private FoldedParts() {}

  static void apply(Element content, Words words) {
    content.select(".exampleblock." + Predictions.ROLE).forEach(block -> prediction(block, words));
    int number = 0;
    for (var folded : content.select("details > .content")) {
      // Browsers open the details around the target of a link, but not details that are the target.
      folded.id("fold-" + ++number);
    }
  }

  /** Letters the options, and folds what follows them under the letter of the right one. */
  private static void prediction(Element block, Words words) {
    var options = block.selectFirst("> .content > .checklist");
    var question = block.selectFirst("> .title");
    if (options == null || question == null || options.selectFirst(RIGHT) == null) {
      return; // Predictions has reported what is missing
    }
    block.removeClass("exampleblock").attr("role", "group").attr("aria-label", question.text());
    question.tagName("p").attr("class", "question");

    var details = new Element("details");
    var summary = details.appendElement("summary");
    var answer = details.appendElement("div").addClass("content");
    int right = options.selectFirst(RIGHT).elementSiblingIndex();
    answer
        .appendElement("p")
        .addClass("answer")
        .text(words.say("predict.answer", (char) ('a' + right)));
    options.nextElementSiblings().forEach(answer::appendChild);
    summary.text(
        words.say(
            answer.selectFirst(".run, .terminal") == null ? "predict.fold" : "predict.fold-run"));

    var list = new Element("ol").addClass("options").attr("type", "a");
    options.select("i.fa").remove();
    options.select("> ul > li").forEach(list::appendChild);
    options.replaceWith(list);
    block.selectFirst("> .content").unwrap();
    block.appendChild(details);
  }
}
