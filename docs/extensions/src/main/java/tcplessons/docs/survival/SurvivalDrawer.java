package tcplessons.docs.survival;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import tcplessons.docs.Words;

/** Puts the table, from the file that the page's attribute {@code survival} names, at its mark. */
public final class SurvivalDrawer extends Treeprocessor {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Document process(Document page) {
    for (var node : page.findBy(Map.of("context", ":pass"))) {
      if (node instanceof Block block && block.hasAttribute(SurvivalMacro.SURVIVAL)) {
        draw(page, block);
      }
    }
    return page;
  }

  private void draw(Document page, Block block) {
    var file = String.valueOf(page.getAttribute("survival"));
    try {
      var survival = JSON.readValue(Path.of(file).toFile(), Survival.class);
      block.setSource(new SurvivalTable(survival, Words.of(page)).draw());
    } catch (IOException e) {
      var message = "survival table cannot be read: " + e.getMessage();
      log(new LogRecord(Severity.ERROR, block.getSourceLocation(), message));
    }
  }
}
