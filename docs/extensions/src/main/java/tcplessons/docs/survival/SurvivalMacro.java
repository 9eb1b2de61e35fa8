package tcplessons.docs.survival;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;

/**
 * {@code survival::[]} draws the table of what the servers survive. The macro only leaves a mark,
 * as that of runs does: {@link SurvivalDrawer} draws.
 */
@Name("survival")
public final class SurvivalMacro extends BlockMacroProcessor {

  static final String SURVIVAL = "survival-table";

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(SURVIVAL, "");
    return createBlock(parent, "pass", "", marked);
  }
}
