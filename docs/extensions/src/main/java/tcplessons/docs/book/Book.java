package tcplessons.docs.book;

import java.util.List;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.Processor;

/**
 * What the drawers need to know of books. A book takes no HTML: whatever a page draws for the
 * screen, a book is told in AsciiDoc.
 */
public final class Book {

  private Book() {}

  /** Asciidoctor itself takes a PDF for HTML: its base backend is {@code html}. */
  public static boolean is(Document page) {
    return "pdf".equals(page.getAttribute("backend"));
  }

  /** Puts {@code lines} of AsciiDoc in the place of {@code mark}. */
  public static void write(Processor drawer, Block mark, List<String> lines) {
    var parent = (StructuralNode) mark.getParent();
    var written = drawer.createBlock(parent, "open", (String) null);
    drawer.parseContent(written, lines);
    var siblings = parent.getBlocks();
    siblings.set(siblings.indexOf(mark), written);
  }

  /** Code whose every character stands for itself. */
  public static String code(String text) {
    return "``" + verbatim(text) + "``";
  }

  /** Text whose every character stands for itself, in a cell of a table too. */
  public static String verbatim(String text) {
    return "pass:c[" + text.replace("]", "\\]").replace("|", "\\|") + "]";
  }
}
