package tcplessons.docs.checks;

import java.util.List;
import java.util.stream.Stream;

/** Every page exists in every language, with the same sections in the same order. */
final class Parity implements Check {
  @Override
  public Stream<Finding> findings(Page page) {
    if (page.isTranslation()) {
      return page.pages().has(Pages.ORIGINAL, page.name())
          ? ofTranslation(page, page.pages().read(Pages.ORIGINAL, page.name()))
          : Stream.of(missing(page, Pages.ORIGINAL));
    }
    return Pages.TRANSLATIONS.stream().flatMap(language -> ofOriginal(page, language));
  }

  private static Stream<Finding> ofOriginal(Page page, String language) {
    return page.pages().has(language, page.name())
        ? lacking(page, page.pages().read(language, page.name()))
        : Stream.of(missing(page, language));
  }

  private static Stream<Finding> ofTranslation(Page page, PageSource original) {
    return Stream.concat(lacking(page, original), order(page, original));
  }

  private static Finding missing(Page page, String language) {
    return page.at(
        1,
        "page %s is only in %s: there is no %s",
        page.name(),
        page.language(),
        page.pages().nameOf(page.pages().page(language, page.name())));
  }

  private static Stream<Finding> lacking(Page page, PageSource other) {
    return page.source().sections().stream()
        .filter(section -> section.id() != null && other.section(section.id()).isEmpty())
        .map(section ->
            page.at(
                section.line(),
                "section #%s is only in %s: %s has none",
                section.id(),
                page.language(),
                page.pages().nameOf(other.file())));
  }

  /** The first section that stands elsewhere is enough: those after it follow from it. */
  private static Stream<Finding> order(Page page, PageSource original) {
    var here = common(page.source(), original);
    var there = common(original, page.source());
    for (var at = 0; at < Math.min(here.size(), there.size()); at++) {
      var section = here.get(at);
      var expected = there.get(at);
      var where = page.pages().nameOf(original.file()) + ":" + expected.line();
      if (!section.id().equals(expected.id())) {
        return Stream.of(
            page.at(
                section.line(),
                "section #%s stands where %s has #%s",
                section.id(),
                where,
                expected.id()));
      }
      if (section.level() != expected.level()) {
        return Stream.of(
            page.at(
                section.line(),
                "section #%s is of level %d, at %s of level %d",
                section.id(),
                section.level(),
                where,
                expected.level()));
      }
    }
    return Stream.empty();
  }

  private static List<Section> common(PageSource page, PageSource other) {
    return page.sections().stream()
        .filter(section -> section.id() != null && other.section(section.id()).isPresent())
        .toList();
  }
}
