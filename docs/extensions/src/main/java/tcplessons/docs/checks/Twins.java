package tcplessons.docs.checks;

import java.util.stream.Stream;

/** Every translated section names the state of the original that it says the same as. */
final class Twins implements Check {
  private static final String MARK =
      "mvn -q -pl docs/extensions compile exec:exec@translated -Dargs=\"%s\"";

  @Override
  public Stream<Finding> findings(Page page) {
    if (!page.isTranslation() || !page.pages().has(Pages.ORIGINAL, page.name())) {
      return Stream.empty();
    }
    var original = page.pages().read(Pages.ORIGINAL, page.name());
    return page.source().sections().stream()
        .filter(section -> section.id() != null)
        .flatMap(section ->
            original.section(section.id()).stream()
                .filter(twin -> !section.translates(twin))
                .map(twin -> finding(page, section, original, twin)));
  }

  private static Finding finding(Page page, Section section, PageSource original, Section twin) {
    return page.at(
        section.line(),
        "%s; bring it in line with %s:%d, then mark it as up to date: %s",
        section.twin() == null
            ? "section #%s does not say which state of its twin it translates"
                .formatted(section.id())
            : "section #%s translates state %s of its twin, which is now %s"
                .formatted(section.id(), section.twin(), twin.hash()),
        page.pages().nameOf(original.file()),
        twin.line(),
        MARK.formatted(page.name() + "#" + section.id()));
  }
}
