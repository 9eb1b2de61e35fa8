package tcplessons.docs.checks;

import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A reference to another page leads to a page, and to an anchor on it.
 *
 * <p>Asciidoctor follows only references within a page; {@link Unplaced} finds those.
 */
final class CrossReferences implements Check {
  private static final Pattern REFERENCE =
      Pattern.compile("(?<!\\\\)(?:xref:([^\\[\\s]+)\\[|<<([^<>,]+?)(?:,[^>]*)?>>)");
  private static final Pattern ANCHOR =
      Pattern.compile(
          "\\[\\[\\[?([^\\],\\[]+)"
              + "|\\banchor:([^\\[\\s]+)\\["
              + "|\\[[\\w-]*#([^\\].%,#]+)"
              + "|\\bid=\"?([\\w.:-]+)");

  @Override
  public Stream<Finding> findings(Page page) {
    return page.source()
        .prose()
        .flatMap(line ->
            REFERENCE
                .matcher(line.text())
                .results()
                .map(match -> page.resolved(first(match)))
                .flatMap(target -> problem(page, target).stream())
                .map(problem -> page.at(line.number(), "%s", problem)));
  }

  private static Optional<String> problem(Page page, String target) {
    var hash = target.indexOf('#');
    var path = hash < 0 ? target : target.substring(0, hash);
    var anchor = hash < 0 ? "" : target.substring(hash + 1);
    if (path.isEmpty() || hash < 0 && !path.endsWith(".adoc")) {
      return Optional.empty();
    }
    var file =
        page.file().resolveSibling(path.endsWith(".adoc") ? path : path + ".adoc").normalize();
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          "reference to a missing page: %s (there is no %s)"
              .formatted(target, page.pages().nameOf(file)));
    }
    return anchor.isEmpty() || hasAnchor(PageSource.read(file), anchor)
        ? Optional.empty()
        : Optional.of(
            "reference to a missing anchor: %s (%s has no [#%s])"
                .formatted(target, page.pages().nameOf(file), anchor));
  }

  private static boolean hasAnchor(PageSource page, String anchor) {
    return page.prose()
        .flatMap(line -> ANCHOR.matcher(line.text()).results())
        .anyMatch(match -> first(match).equals(anchor));
  }

  private static String first(MatchResult match) {
    for (var group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        return match.group(group);
      }
    }
    throw new IllegalStateException("every alternative has a group: " + match.group());
  }
}
