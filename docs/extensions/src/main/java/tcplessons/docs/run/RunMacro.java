package tcplessons.docs.run;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code run::ID[]} draws a recorded run. The macro only leaves a mark: {@link RunTreeProcessor}
 * draws when the whole page has been parsed, because only then does a block know its line.
 */
@Name("run")
public final class RunMacro extends PlaceholderMacro {

  static final String RUN = "recorded-run";

  public RunMacro() {
    super(RUN);
  }
}
