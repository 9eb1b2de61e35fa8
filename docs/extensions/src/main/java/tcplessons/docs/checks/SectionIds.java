package tcplessons.docs.checks;

import java.util.stream.Stream;

/** Every section has an id of its own: links, the language switch and the translations use it. */
final class SectionIds implements Check {
  @Override
  public Stream<Finding> findings(Page page) {
    return page.source().sections().stream()
        .filter(section -> section.id() == null)
        .map(section ->
            page.at(
                section.line(),
                "section \"%s\" has no id: write [#its-id] on the line above it",
                section.title()));
  }
}
