package tcplessons.docs.failure;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code failures::[]} is a table of all failures, which leads to their sections. Drawn by {@link
 * FailureTreeProcessor}.
 */
@Name("failures")
public final class FailuresMacro extends PlaceholderMacro {

  static final String ALL = "all-failures";

  public FailuresMacro() {
    super(ALL);
  }
}
