package tcplessons.docs.matrix;

import org.asciidoctor.extension.Name;
import tcplessons.docs.Mark;

/**
 * {@code survival::[]} shows the fault matrix. The macro only leaves a placeholder, which {@link
 * FaultMatrixDrawer} replaces.
 */
@Name("survival")
public final class FaultMatrixMacro extends Mark {

  static final String TABLE = "fault-matrix";

  public FaultMatrixMacro() {
    super(TABLE);
  }
}
