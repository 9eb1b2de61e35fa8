package tcplessons.docs.run;

import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.ast.StructuralNode;

/** Where in the sources a node was written. */
public final class Sources {

  private Sources() {}

  /** The place of {@code node} or of the nearest block around it; null if none is known. */
  public static Cursor of(ContentNode node) {
    for (var at = node; at != null && at != at.getParent(); at = at.getParent()) {
      if (at instanceof StructuralNode block && block.getSourceLocation() != null) {
        return block.getSourceLocation();
      }
    }
    return null;
  }
}
