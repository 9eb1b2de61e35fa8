package tcplessons.docs.failure;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code seen::ID[]} shows word for word what programs say when this goes wrong. Drawn by {@link
 * FailureDrawer}.
 */
@Name("seen")
public final class SeenMacro extends PlaceholderMacro {

  static final String SEEN = "seen-failure";

  public SeenMacro() {
    super(SEEN);
  }
}
