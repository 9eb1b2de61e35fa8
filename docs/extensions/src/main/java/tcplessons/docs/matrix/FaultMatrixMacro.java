package tcplessons.docs.matrix;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code survival::[]} shows the fault matrix. The macro only leaves a placeholder, which {@link
 * FaultMatrixTreeProcessor} replaces.
 */
@Name("survival")
public final class FaultMatrixMacro extends PlaceholderMacro {

  static final String TABLE = "fault-matrix";

  public FaultMatrixMacro() {
    super(TABLE);
  }
}
