package tcplessons.docs.failure;

import org.asciidoctor.extension.Name;
import tcplessons.docs.PlaceholderMacro;

/**
 * {@code failures::[]} is a table of all failures, which leads to their sections. {@code
 * failures::systems[]} compares their messages on three operating systems. Drawn by {@link
 * FailureTreeProcessor}.
 */
@Name("failures")
public final class FailuresMacro extends PlaceholderMacro {

  static final String ALL = "all-failures";
  static final String SYSTEMS = "systems";

  public FailuresMacro() {
    super(ALL);
  }
}
