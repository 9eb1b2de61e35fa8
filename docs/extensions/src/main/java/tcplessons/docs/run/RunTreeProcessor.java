package tcplessons.docs.run;

import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;

/** Replaces the placeholders of {@link RunMacro} and {@link ConsoleMacro} by HTML. */
public final class RunTreeProcessor extends Treeprocessor {

  @Override
  public Document process(Document page) {
    for (var node : page.findBy(Map.of("context", ":pass"))) {
      if (node instanceof Block block) {
        try {
          draw(page, block);
        } catch (RecordedRuns.RunReferenceException e) {
          log(new LogRecord(Severity.ERROR, SourceLocation.of(block), e.getMessage()));
        }
      }
    }
    return page;
  }

  private static void draw(Document page, Block block) throws RecordedRuns.RunReferenceException {
    if (block.hasAttribute(RunMacro.RUN)) {
      var run = RecordedRuns.find(page, block.getAttribute(RunMacro.RUN).toString());
      block.setSource(new RunFigure(run, Words.of(page)).draw(title(block)));
    } else if (block.hasAttribute(ConsoleMacro.CONSOLE)) {
      var run = RecordedRuns.find(page, block.getAttribute(ConsoleMacro.CONSOLE).toString());
      var name = String.valueOf(block.getAttribute(ConsoleMacro.PARTICIPANT));
      var console = new ConsoleHtml(run, RecordedRuns.participant(run, name), Words.of(page));
      block.setSource(console.draw(block.getTitle()));
    }
  }

  /** A figure without a title of its own has that of the prediction that it answers. */
  private static String title(Block block) {
    return block.getTitle() == null
            && block.getParent() instanceof StructuralNode parent
            && parent.hasRole(Predictions.ROLE)
        ? parent.getTitle()
        : block.getTitle();
  }
}
