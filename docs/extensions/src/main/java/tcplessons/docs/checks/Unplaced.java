package tcplessons.docs.checks;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.asciidoctor.log.LogRecord;

/**
 * Finds the lines of the problems that Asciidoctor reports without saying where: references within
 * the page that lead nowhere, and attributes that are not set. It knows them once it has converted
 * the page.
 */
final class Unplaced implements Check {
  private static final Pattern REFERENCE = Pattern.compile("possible invalid reference: (.*)");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("skipping reference to missing attribute: (.*)");

  private final Overheard overheard;

  Unplaced(Overheard overheard) {
    this.overheard = overheard;
  }

  @Override
  public Stream<Finding> findings(Page page) {
    return overheard.matching(record -> true).stream()
        .map(LogRecord::getMessage)
        .distinct()
        .flatMap(message -> findings(page, message));
  }

  private static Stream<Finding> findings(Page page, String message) {
    var reference = REFERENCE.matcher(message);
    if (reference.matches()) {
      var id = Pattern.quote(reference.group(1).replaceFirst("^#", ""));
      var written = Pattern.compile("<<#?" + id + "(?:,|>>)|xref:#?" + id + "\\[");
      return places(page, written, "reference to a missing anchor: " + reference.group(1));
    }
    var attribute = ATTRIBUTE.matcher(message);
    if (attribute.matches()) {
      var written = Pattern.compile("\\{" + Pattern.quote(attribute.group(1)) + "}");
      return places(page, written, "attribute that is not set: {" + attribute.group(1) + "}");
    }
    return Stream.empty();
  }

  private static Stream<Finding> places(Page page, Pattern written, String problem) {
    return page.source().lines().stream()
        .filter(line -> written.matcher(line.text()).find())
        .map(line -> page.at(line.number(), "%s", problem));
  }
}
