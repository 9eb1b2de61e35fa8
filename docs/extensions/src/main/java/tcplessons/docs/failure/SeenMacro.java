package tcplessons.docs.failure;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;

/**
 * {@code seen::ID[]} shows word for word what programs say when this goes wrong. Drawn by {@link
 * FailureDrawer}.
 */
@Name("seen")
public final class SeenMacro extends BlockMacroProcessor {

  static final String SEEN = "seen-failure";

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(SEEN, target);
    return createBlock(parent, "pass", "", marked);
  }
}
