package tcplessons.docs.run;

import org.asciidoctor.extension.Name;
import org.asciidoctor.extension.PositionalAttributes;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code console::ID[participant]} shows what one participant of a run typed and printed, as its
 * terminal did. Drawn by {@link RunTreeProcessor}.
 */
@Name("console")
@PositionalAttributes("participant")
public final class ConsoleMacro extends PlaceholderMacro {

  static final String CONSOLE = "recorded-console";
  static final String PARTICIPANT = "participant";

  public ConsoleMacro() {
    super(CONSOLE);
  }
}
