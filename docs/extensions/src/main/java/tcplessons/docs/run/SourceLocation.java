package tcplessons.docs.run;

import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.ast.StructuralNode;

/** The file and line of a node. */
public final class SourceLocation {

  private SourceLocation() {}

  /** The location of {@code node} or of the nearest block around it; null if none is known. */
  public static Cursor of(ContentNode node) {
    for (var at = node; at != null && at != at.getParent(); at = at.getParent()) {
      if (at instanceof StructuralNode block && block.getSourceLocation() != null) {
        return block.getSourceLocation();
      }
    }
    return null;
  }
}
