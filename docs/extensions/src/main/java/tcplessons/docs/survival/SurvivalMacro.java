package tcplessons.docs.survival;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code survival::[]} draws the table of what the servers survive. The macro only leaves a mark,
 * as that of runs does: {@link SurvivalDrawer} draws.
 */
@Name("survival")
public final class SurvivalMacro extends PlaceholderMacro {

  static final String SURVIVAL = "survival-table";

  public SurvivalMacro() {
    super(SURVIVAL);
  }
}
