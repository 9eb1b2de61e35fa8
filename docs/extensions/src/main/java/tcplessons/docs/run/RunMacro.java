package tcplessons.docs.run;

import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code run::ID[]} draws a recorded run, and {@code run::ID[table]} a run in which several clients
 * do the same, with a row for each of them. The macro only leaves a mark: {@link RunTreeProcessor}
 * draws when the whole page has been parsed, because only then does a block know its line.
 */
@Name("run")
@PositionalAttributes("view")
public final class RunMacro extends PlaceholderMacro {

  static final String RUN = "recorded-run";
  static final String VIEW = "view";

  public RunMacro() {
    super(RUN);
  }
}
