package tcplessons.docs.failure;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;

/**
 * {@code failures::[]} is a table of all failures, which leads to their sections. Drawn by {@link
 * FailureDrawer}.
 */
@Name("failures")
public final class FailuresMacro extends BlockMacroProcessor {

  static final String ALL = "all-failures";

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(ALL, "");
    return createBlock(parent, "pass", "", marked);
  }
}
