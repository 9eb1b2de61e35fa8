package tcplessons.docs.speed;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code measured::EXPERIMENT[]} shows all figures of an experiment. The macro only leaves a
 * placeholder, which {@link ChartTreeProcessor} replaces.
 */
@Name("measured")
public final class ChartMacro extends PlaceholderMacro {

  static final String EXPERIMENT = "experiment";

  public ChartMacro() {
    super(EXPERIMENT);
  }
}
