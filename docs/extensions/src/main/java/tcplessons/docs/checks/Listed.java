package tcplessons.docs.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The list of pages in reading order names every page, once, and no other. */
final class Listed implements Check {
  @Override
  public Stream<Finding> findings(Page page) {
    var unlisted =
        page.pages().listed().stream().map(String::strip).noneMatch(page.name()::equals)
            ? Stream.of(
                page.at(
                    1,
                    "page %s is not listed: add the line \"%s\" to %s where it is to be read",
                    page.name(),
                    page.name(),
                    page.pages().nameOf(page.pages().list())))
            : Stream.<Finding>empty();
    return Stream.concat(unlisted, isFirst(page) ? listItself(page.pages()) : Stream.empty());
  }

  /** The list is not a page: the first page speaks for it. */
  private static boolean isFirst(Page page) {
    return !page.isTranslation() && page.pages().names(page.language()).indexOf(page.name()) == 0;
  }

  private static Stream<Finding> listItself(Pages pages) {
    var findings = new ArrayList<Finding>();
    var listed = pages.listed().stream().map(String::strip).toList();
    for (var at = 0; at < listed.size(); at++) {
      var name = listed.get(at);
      if (name.isEmpty() || name.startsWith("#")) {
        continue;
      }
      if (listed.indexOf(name) < at) {
        findings.add(new Finding(pages.list(), at + 1, "page " + name + " is listed twice"));
      }
      var missing = missing(pages, name);
      if (!missing.isEmpty()) {
        findings.add(
            new Finding(
                pages.list(),
                at + 1,
                "page "
                    + name
                    + " is listed, but there is no "
                    + String.join(" and no ", missing)));
      }
    }
    return findings.stream();
  }

  /** Only where no language has it: {@link Parity} reports a page that one language lacks. */
  private static List<String> missing(Pages pages, String name) {
    return Pages.LANGUAGES.stream().anyMatch(language -> pages.has(language, name))
        ? List.of()
        : Pages.LANGUAGES.stream()
            .map(language -> pages.nameOf(pages.page(language, name)))
            .toList();
  }
}
