package tcplessons.docs;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * A block macro that only leaves a mark with its target, for a tree processor to draw when the
 * whole page has been parsed: only then does a block know its line.
 */
public abstract class Mark extends BlockMacroProcessor {

  private final String attribute;

  /**
   * @param attribute of the block that is left, by which it is found
   */
  protected Mark(String attribute) {
    this.attribute = attribute;
  }

  @Override
  public final StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(attribute, target);
    return createBlock(parent, "pass", "", marked);
  }
}
