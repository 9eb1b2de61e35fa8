package tcplessons.docs.run;

import java.nio.file.Path;
import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;
import tcplessons.docs.model.Run;
import tcplessons.docs.page.ProjectFolder;

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
      var view = block.getAttributes().get(RunMacro.VIEW);
      var caseFile = block.getAttributes().get(RunMacro.CASE);
      var figure =
          caseFile == null
              ? new RunFigure(run, Words.of(page), code(page, run))
              : RunFigure.ofCase(run, Words.of(page), caseFile.toString());
      block.setSource(figure.draw(title(block), "table".equals(view)));
    } else if (block.hasAttribute(ConsoleMacro.CONSOLE)) {
      var run = RecordedRuns.find(page, block.getAttribute(ConsoleMacro.CONSOLE).toString());
      var name = String.valueOf(block.getAttribute(ConsoleMacro.PARTICIPANT));
      var console = new ConsoleHtml(run, RecordedRuns.participant(run, name), Words.of(page));
      block.setSource(console.draw(block.getTitle()));
    }
  }

  private static CodeReferences code(Document page, Run run)
      throws RecordedRuns.RunReferenceException {
    var folder = Path.of(page.getAttribute("runs").toString());
    return CodeReferences.read(folder, run, ProjectFolder.of(page));
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
