package tcplessons.docs.run;

import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code run::ID[]} draws a recorded run, and {@code run::ID[table]} a run in which several clients
 * do the same, with a row for each of them. {@code run::ID[case=case-3]} hides what the run is
 * about: its commands, its code and the name of its capture. The macro only leaves a mark: {@link
 * RunTreeProcessor} draws when the whole page has been parsed, because only then does a block know
 * its line.
 */
@Name("run")
@PositionalAttributes("view")
public final class RunMacro extends PlaceholderMacro {

  static final String RUN = "recorded-run";
  static final String VIEW = "view";
  static final String CASE = "case";

  public RunMacro() {
    super(RUN);
  }
}
