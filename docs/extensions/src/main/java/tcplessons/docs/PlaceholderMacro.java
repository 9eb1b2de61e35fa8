package tcplessons.docs;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * A block macro that creates an empty block with its target. A tree processor fills the block when
 * the whole page has been parsed, because Asciidoctor sets the line of a block only then.
 */
public abstract class PlaceholderMacro extends BlockMacroProcessor {

  private final String attribute;

  /**
   * @param attribute of the empty block, by which the tree processor finds it
   */
  protected PlaceholderMacro(String attribute) {
    this.attribute = attribute;
  }

  @Override
  public final StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var withTarget = new HashMap<>(attributes);
    withTarget.put(attribute, target);
    return createBlock(parent, "pass", "", withTarget);
  }
}
