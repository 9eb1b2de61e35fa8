package tcplessons.docs.run;

import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;

/** Puts the drawings where {@link RunMacro} and {@link ConsoleMacro} left their marks. */
public final class RunDrawer extends Treeprocessor {

  @Override
  public Document process(Document page) {
    for (var node : page.findBy(Map.of("context", ":pass"))) {
      if (node instanceof Block block) {
        try {
          draw(page, block);
        } catch (Runs.Missing missing) {
          log(new LogRecord(Severity.ERROR, Sources.of(block), missing.getMessage()));
        }
      }
    }
    return page;
  }

  private static void draw(Document page, Block block) throws Runs.Missing {
    if (block.hasAttribute(RunMacro.RUN)) {
      var run = Runs.find(page, block.getAttribute(RunMacro.RUN).toString());
      block.setSource(new RunFigure(run, Words.of(page)).draw(block.getTitle()));
    } else if (block.hasAttribute(ConsoleMacro.CONSOLE)) {
      var run = Runs.find(page, block.getAttribute(ConsoleMacro.CONSOLE).toString());
      var name = String.valueOf(block.getAttribute(ConsoleMacro.PARTICIPANT));
      var console = new Console(run, Runs.participant(run, name), Words.of(page));
      block.setSource(console.draw(block.getTitle()));
    }
  }
}
