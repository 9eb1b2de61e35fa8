package tcplessons.docs.speed;

import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.speed.Figures.FigureException;

/** Replaces the placeholders of {@link ChartMacro} by HTML. */
public final class ChartTreeProcessor extends Treeprocessor {

  @Override
  public Document process(Document page) {
    for (var node : page.findBy(Map.of("context", ":pass"))) {
      if (node instanceof Block block && block.hasAttribute(ChartMacro.EXPERIMENT)) {
        draw(page, block);
      }
    }
    return page;
  }

  private void draw(Document page, Block block) {
    try {
      var figures = Figures.of(page);
      var experiment = figures.experiment(block.getAttribute(ChartMacro.EXPERIMENT).toString());
      block.setSource(new Chart(experiment, figures).draw());
    } catch (FigureException e) {
      log(new LogRecord(Severity.ERROR, block.getSourceLocation(), e.getMessage()));
    }
  }
}
