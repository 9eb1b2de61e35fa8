package tcplessons.docs.checks;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.asciidoctor.log.LogRecord;

/**
 * Every block style and block macro is one that Asciidoctor or an extension knows.
 *
 * <p>Asciidoctor notices the others, but mentions them only in its debug log: {@code [tabss]} would
 * become a plain block, and {@code runn::x[]} a line of text.
 */
final class Unknown implements Check {
  private static final Pattern UNKNOWN =
      Pattern.compile("unknown (style for .*|name for block macro): (.*)");

  /** Blocks that an extension recognises only when the page is complete. */
  private static final String TABS = "unknown style for example block: tabs";

  private final Overheard overheard;

  Unknown(Overheard overheard) {
    this.overheard = overheard;
  }

  @Override
  public Stream<Finding> findings(Page page) {
    return overheard.matching(record -> UNKNOWN.matcher(record.getMessage()).matches()).stream()
        .filter(record -> !record.getMessage().equals(TABS))
        .map(record -> finding(page, record));
  }

  private static Finding finding(Page page, LogRecord record) {
    var match = UNKNOWN.matcher(record.getMessage());
    match.matches();
    var name = match.group(2);
    var style = match.group(1).startsWith("style");
    var written =
        Pattern.compile(
            style ? "\\[" + Pattern.quote(name) + "\\b.*" : Pattern.quote(name) + "::.*");
    var message = style ? "unknown block style: [%s]" : "unknown block macro: %s::";
    return page.at(Lines.of(page, record.getCursor(), written), message, name);
  }
}
