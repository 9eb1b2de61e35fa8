package tcplessons.docs.run;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;

/**
 * {@code run::ID[]} draws a recorded run. The macro only leaves a mark: {@link RunDrawer} draws
 * when the whole page has been parsed, because only then does a block know its line.
 */
@Name("run")
public final class RunMacro extends BlockMacroProcessor {

  static final String RUN = "recorded-run";

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(RUN, target);
    return createBlock(parent, "pass", "", marked);
  }
}
