package tcplessons.docs.site;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every page exists in every language, with the same sections in the same order, the same runs and
 * the same predictions, and every translated section names the state of the original that it
 * translates.
 */
record TranslationCheck(PageTree tree, Map<Path, PageOutline> outlines) {
  private static final String MARK =
      "mvn -q -pl docs/site -am compile exec:exec@translated -Dargs=\"%s\"";

  /** A figure or a console, or a prediction with the run and the expectation that it names. */
  private static final Pattern SHOWN =
      Pattern.compile("(run|console)::[\\w-]+\\[[\\w-]*]|\\[[.]predict\\b.*]");

  /** Reports only what has to be changed in this page's file, so that nothing is reported twice. */
  List<Problem> problems(PageOutline page) {
    if (PageTree.language(page.file()).equals(PageTree.ORIGINAL)) {
      return PageTree.TRANSLATIONS.stream()
          .flatMap(language -> {
            var translation = other(page, language);
            return translation == null
                ? Stream.of(missing(page, language))
                : Stream.concat(sectionsMissing(page, translation), runsMissing(page, translation));
          })
          .toList();
    }
    var original = other(page, PageTree.ORIGINAL);
    return original == null
        ? List.of(missing(page, PageTree.ORIGINAL))
        : Stream.of(
                sectionsMissing(page, original),
                runsMissing(page, original),
                differentOrder(page, original),
                outdated(page, original))
            .flatMap(problems -> problems)
            .toList();
  }

  private PageOutline other(PageOutline page, String language) {
    return outlines.get(tree.page(language, PageTree.name(page.file())));
  }

  private Problem missing(PageOutline page, String language) {
    var name = PageTree.name(page.file());
    return page.problem(
        1,
        "page %s is only in %s: there is no %s",
        name,
        PageTree.language(page.file()),
        tree.shortName(tree.page(language, name)));
  }

  private Stream<Problem> sectionsMissing(PageOutline page, PageOutline other) {
    return page.sections().stream()
        .filter(section -> section.id() != null && other.section(section.id()).isEmpty())
        .map(section -> onlyHere(page, section.line(), "section #" + section.id(), other));
  }

  /** Figures, consoles and predictions that only this language has. */
  private Stream<Problem> runsMissing(PageOutline page, PageOutline other) {
    var there = runs(other);
    return runs(page).entrySet().stream()
        .filter(run -> !there.containsKey(run.getKey()))
        .map(run -> onlyHere(page, run.getValue(), run.getKey(), other));
  }

  private Problem onlyHere(PageOutline page, int line, String what, PageOutline other) {
    return page.problem(
        line,
        "%s is only in %s: %s has none",
        what,
        PageTree.language(page.file()),
        tree.shortName(other.file()));
  }

  /** What a page shows of runs, with the line. */
  private static Map<String, Integer> runs(PageOutline page) {
    var runs = new LinkedHashMap<String, Integer>();
    for (var line = 1; line <= page.lines().size(); line++) {
      var shown = SHOWN.matcher(page.lines().get(line - 1));
      if (shown.lookingAt()) {
        runs.putIfAbsent(shown.group(), line);
      }
    }
    return runs;
  }

  /** The first section that differs; those after it differ because of it. */
  private Stream<Problem> differentOrder(PageOutline page, PageOutline original) {
    var here = inBoth(page, original);
    var there = inBoth(original, page);
    for (var at = 0; at < Math.min(here.size(), there.size()); at++) {
      var section = here.get(at);
      var expected = there.get(at);
      var where = tree.shortName(original.file()) + ":" + expected.line();
      if (!section.id().equals(expected.id())) {
        return Stream.of(
            page.problem(
                section.line(),
                "section #%s stands where %s has #%s",
                section.id(),
                where,
                expected.id()));
      }
      if (section.level() != expected.level()) {
        return Stream.of(
            page.problem(
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

  private static List<PageSection> inBoth(PageOutline page, PageOutline other) {
    return page.sections().stream()
        .filter(section -> section.id() != null && other.section(section.id()).isPresent())
        .toList();
  }

  private Stream<Problem> outdated(PageOutline page, PageOutline original) {
    return inBoth(page, original).stream()
        .filter(
            section -> !Objects.equals(section.translates(), twin(section, original).fingerprint()))
        .map(section -> outdated(page, section, original, twin(section, original)));
  }

  private static PageSection twin(PageSection section, PageOutline original) {
    return original.section(section.id()).orElseThrow();
  }

  private Problem outdated(
      PageOutline page, PageSection section, PageOutline original, PageSection twin) {
    return page.problem(
        section.line(),
        "%s; bring it in line with %s:%d, then mark it as up to date: %s",
        section.translates() == null
            ? "section #%s does not say which state of its twin it translates"
                .formatted(section.id())
            : "section #%s translates state %s of its twin, which is now %s"
                .formatted(section.id(), section.translates(), twin.fingerprint()),
        tree.shortName(original.file()),
        twin.line(),
        MARK.formatted(PageTree.name(page.file()) + "#" + section.id()));
  }
}
