package tcplessons.docs.page;

import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.Name;

/**
 * {@code page-facts::[needs="a terminal and `nc`"]} says how long the page takes to read, how many
 * runs it shows, and what its reader needs. The numbers are computed by {@link PageFacts}.
 */
@Name("page-facts")
public final class PageFactsMacro extends BlockMacroProcessor {

  static final String ROLE = "page-facts";

  /** A paragraph, so that what the reader needs may have AsciiDoc's markup. */
  @Override
  public StructuralNode process(
      StructuralNode parent, String target, Map<String, Object> attributes) {
    var needs = String.valueOf(attributes.getOrDefault("needs", ""));
    return createBlock(parent, "paragraph", needs, Map.of("role", ROLE));
  }
}
