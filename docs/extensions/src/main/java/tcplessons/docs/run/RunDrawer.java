package tcplessons.docs.run;

import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;
import tcplessons.docs.book.Book;

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
    var onScreen = !Book.is(page);
    if (block.hasAttribute(RunMacro.RUN)) {
      var run = Runs.find(page, block.getAttribute(RunMacro.RUN).toString());
      if (onScreen) {
        block.setSource(new RunFigure(run, Words.of(page)).draw(block.getTitle()));
      } else {
        block.addRole("run");
        block.setId(Shown.figure(run.id()));
        block.setSource(String.join("\n", new RunStrips(run, Words.of(page)).draw()));
      }
    } else if (block.hasAttribute(ConsoleMacro.CONSOLE)) {
      var run = Runs.find(page, block.getAttribute(ConsoleMacro.CONSOLE).toString());
      var name = String.valueOf(block.getAttribute(ConsoleMacro.PARTICIPANT));
      var console = new Console(run, Runs.participant(run, name), Words.of(page));
      if (onScreen) {
        block.setSource(console.draw(block.getTitle()));
      } else {
        block.addRole("console");
        block.setSource(console.plain());
      }
    }
  }
}
