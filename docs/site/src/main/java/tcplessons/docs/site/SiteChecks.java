package tcplessons.docs.site;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tcplessons.docs.site.PageBuilder.BuiltPage;

/** All checks of a page: those of the page alone, and those that need the other pages. */
final class SiteChecks {
  private final TranslationCheck translations;
  private final LinkCheck links;

  /**
   * @param pages the pages that are checked, with their translations
   */
  SiteChecks(SitePaths paths, Collection<BuiltPage> pages) {
    var outlines =
        pages.stream()
            .map(BuiltPage::outline)
            .collect(Collectors.toMap(PageOutline::file, outline -> outline));
    translations = new TranslationCheck(paths.pages(), outlines);
    links = new LinkCheck(paths);
  }

  List<Problem> problems(BuiltPage page) {
    return Stream.of(
            page.problems(), translations.problems(page.outline()), links.problems(page.outline()))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** The links of a page that was built before may lead to one that has changed. */
  List<Problem> linkProblems(Path page) {
    return links.problems(PageOutline.withoutSections(page));
  }
}
