package tcplessons.docs.failure;

import org.asciidoctor.extension.Name;
import tcplessons.docs.Mark;

/**
 * {@code seen::ID[]} shows word for word what programs say when this goes wrong. Drawn by {@link
 * FailureDrawer}.
 */
@Name("seen")
public final class SeenMacro extends Mark {

  static final String SEEN = "seen-failure";

  public SeenMacro() {
    super(SEEN);
  }
}
