package tcplessons.docs.run;

import java.util.HashMap;
import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;

/**
 * {@code console::ID[participant]} shows what one participant of a run typed and printed, as its
 * terminal did. Drawn by {@link RunDrawer}.
 */
@Name("console")
@PositionalAttributes("participant")
public final class ConsoleMacro extends BlockMacroProcessor {

  static final String CONSOLE = "recorded-console";
  static final String PARTICIPANT = "participant";

  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var marked = new HashMap<>(attributes);
    marked.put(CONSOLE, target);
    return createBlock(parent, "pass", "", marked);
  }
}
