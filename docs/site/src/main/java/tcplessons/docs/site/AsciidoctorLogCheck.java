package tcplessons.docs.site;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * Turns Asciidoctor's log about one page into problems with file and line.
 *
 * <p>Asciidoctor reports unknown block styles and macros in its debug log only: {@code [tabss]}
 * would become a plain block, and {@code runn::x[]} a line of text. It reports a missing attribute
 * without the line.
 */
record AsciidoctorLogCheck(PageOutline page) {
  private static final Pattern UNKNOWN =
      Pattern.compile("unknown (style for .*|name for block macro): (.*)");

  /** The extension for tab sets finds its blocks when the page has been parsed. */
  private static final String TABS = "unknown style for example block: tabs";

  private static final Pattern ATTRIBUTE =
      Pattern.compile("skipping reference to missing attribute: (.*)");

  /** {@link LinkCheck} reports these with the line. */
  private static final Pattern REFERENCE = Pattern.compile("possible invalid reference: .*");

  List<Problem> of(List<LogRecord> log) {
    return log.stream().flatMap(this::of).distinct().toList();
  }

  private Stream<Problem> of(LogRecord entry) {
    var message = entry.getMessage();
    var unknown = UNKNOWN.matcher(message);
    var attribute = ATTRIBUTE.matcher(message);
    if (unknown.matches()) {
      return message.equals(TABS)
          ? Stream.empty()
          : Stream.of(unknown(unknown.group(1), unknown.group(2), entry.getCursor()));
    }
    if (attribute.matches()) {
      var reference = "{" + attribute.group(1) + "}";
      return page.linesWith(Pattern.compile(Pattern.quote(reference))).stream()
          .map(line -> page.problem(line, "attribute that is not set: %s", reference));
    }
    if (REFERENCE.matcher(message).matches() || entry.getSeverity() == Severity.DEBUG) {
      return Stream.empty();
    }
    var at = entry.getCursor();
    return Stream.of(
        at == null || at.getFile() == null
            ? page.problem(1, "%s", message)
            : new Problem(Path.of(at.getFile()), at.getLineNumber(), message));
  }

  private Problem unknown(String kind, String name, Cursor cursor) {
    var isStyle = kind.startsWith("style");
    var written = isStyle ? "\\[" + Pattern.quote(name) + "\\b.*" : Pattern.quote(name) + "::.*";
    var message = isStyle ? "unknown block style: [%s]" : "unknown block macro: %s::";
    return page.problem(lastLine(Pattern.compile(written), cursor), message, name);
  }

  /**
   * The last line up to the cursor on which this is written. Within a list Asciidoctor counts from
   * the start of the list's item, without the file: then the whole page is searched.
   */
  private int lastLine(Pattern written, Cursor cursor) {
    var isKnown = PageOutline.isIn(page.file(), cursor);
    var last = isKnown ? cursor.getLineNumber() : page.lines().size();
    return IntStream.iterate(last, line -> line > 0, line -> line - 1)
        .filter(line -> written.matcher(page.lines().get(line - 1)).matches())
        .findFirst()
        .orElse(isKnown ? last : 1);
  }
}
