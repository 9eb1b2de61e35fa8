package tcplessons.docs.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;
import tcplessons.docs.model.FaultMatrix;

/**
 * Replaces the placeholders of {@link FaultMatrixMacro} by HTML. The page's attribute {@code
 * survival} is the file with the data.
 */
public final class FaultMatrixTreeProcessor extends Treeprocessor {

  @Override
  public Document process(Document page) {
    for (var node : page.findBy(Map.of("context", ":pass"))) {
      if (node instanceof Block block && block.hasAttribute(FaultMatrixMacro.TABLE)) {
        draw(page, block);
      }
    }
    return page;
  }

  private void draw(Document page, Block block) {
    var file = String.valueOf(page.getAttribute("survival"));
    try {
      var matrix = FaultMatrix.read(Path.of(file));
      block.setSource(new FaultMatrixTable(matrix, Words.of(page)).draw());
    } catch (IOException e) {
      var message = "survival table cannot be read: " + e.getMessage();
      log(new LogRecord(Severity.ERROR, block.getSourceLocation(), message));
    }
  }
}
