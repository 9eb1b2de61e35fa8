package tcplessons.docs.run;

import java.util.Map;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.List;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * Checks the example blocks with the role {@code predict}: a question, options of which one is
 * right, and below them the run that shows which.
 *
 * <p>The attribute {@code expect} says what the run must show for that option to be right, so that
 * the answer on the page cannot differ from the recorded run.
 */
public final class Predictions extends Treeprocessor {

  public static final String ROLE = "predict";

  private static final String FORM =
      "[.predict] needs run=ID and expect=\"PARTICIPANT: TEXT\" or expect=\"FACT=VALUE\"";

  @Override
  public Document process(Document page) {
    for (var block : page.findBy(Map.of("context", ":example"))) {
      if (block.hasRole(ROLE)) {
        block.setCaption(null); // "Example 1."
        checkParts(block);
        try {
          checkExpectation(page, block);
        } catch (RecordedRuns.RunReferenceException e) {
          error(block, e.getMessage());
        }
      }
    }
    return page;
  }

  private void checkParts(StructuralNode block) {
    if (block.getTitle() == null) {
      error(block, "[.predict] needs a title, which is the question");
    }
    var parts = block.getBlocks();
    var options = parts.stream().filter(List.class::isInstance).findFirst();
    var right = options.stream().flatMap(list -> list.getBlocks().stream()).filter(this::isMarked);
    long marked = right.count();
    if (marked != 1) {
      error(block, "[.predict] needs a list with exactly one option marked [x], not " + marked);
    } else if (options.get() == parts.getLast()) {
      error(block, "[.predict] needs an explanation below its options");
    }
  }

  private boolean isMarked(StructuralNode option) {
    return option.getAttributes().containsKey("checked");
  }

  private void checkExpectation(Document page, StructuralNode block)
      throws RecordedRuns.RunReferenceException {
    // Not getAttribute(), which falls back to the attributes of the page.
    var id = block.getAttributes().get("run");
    if (id == null) {
      error(block, FORM);
      return;
    }
    var run = RecordedRuns.find(page, id.toString());
    var expectation = Expectation.parse(String.valueOf(block.getAttributes().get("expect")));
    if (expectation.isEmpty()) {
      error(block, FORM + "; " + Expectation.shownBy(run));
    } else if (!expectation.get().isMetBy(run)) {
      error(
          block,
          "run %s does not show \"%s\"; %s"
              .formatted(id, expectation.get(), Expectation.shownBy(run)));
    }
  }

  private void error(StructuralNode block, String message) {
    log(new LogRecord(Severity.ERROR, SourceLocation.of(block), message));
  }
}
