package tcplessons.docs.failure;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code seen::ID[]} shows the error messages that each program prints for the failure {@code ID}.
 * {@link FailureTreeProcessor} replaces the placeholder.
 */
@Name("seen")
public final class ErrorMessagesMacro extends PlaceholderMacro {

  static final String SEEN = "seen-failure";

  public ErrorMessagesMacro() {
    super(SEEN);
  }
}
