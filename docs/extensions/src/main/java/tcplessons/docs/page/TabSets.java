package tcplessons.docs.page;

import java.util.Map;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Treeprocessor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * Gives the example blocks with {@code [tabs]} a role, by which {@link SemanticHtml} finds them.
 *
 * <p>Not a block extension, because Asciidoctor parses the content of such a block without its line
 * numbers: every message about it would have the wrong line.
 */
public final class TabSets extends Treeprocessor {

  static final String ROLE = "tabs";

  @Override
  public Document process(Document page) {
    for (var block : page.findBy(Map.of("context", ":example"))) {
      if ("tabs".equals(block.getStyle())) {
        block.addRole(ROLE);
        check(block);
      }
    }
    return page;
  }

  private void check(StructuralNode block) {
    var content = block.getBlocks();
    if (content.size() != 1 || !(content.get(0) instanceof DescriptionList)) {
      log(
          new LogRecord(
              Severity.ERROR,
              block.getSourceLocation(),
              "[tabs] needs exactly one description list, whose terms are the tabs"));
    }
  }
}
