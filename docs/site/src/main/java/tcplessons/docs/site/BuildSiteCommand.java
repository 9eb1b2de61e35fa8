package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.search.SearchIndex;
import tcplessons.docs.site.PageBuilder.BuiltPage;
import tcplessons.grader.CaseFile;
import tcplessons.grader.Exercise;
import tcplessons.grader.Translation;

/**
 * Builds the pages that have changed since the last build. A mistake on a page is printed with file
 * and line, and fails the build.
 */
final class BuildSiteCommand {

  private BuildSiteCommand() {}

  /**
   * @param args the folder docs/site, and the folder of the built site
   */
  static void main(String[] args) throws IOException {
    var paths = new SitePaths(Path.of(args[0]), Path.of(args[1]));
    var publication = Publication.ofSystemProperties();
    var stamp = new BuildStamp(paths, publication);
    var outdated = stamp.outdatedPages();
    if (outdated.isEmpty()) {
      return;
    }
    IO.println("pages to build: " + outdated.size());
    stamp.start();
    var problems = build(paths, outdated);
    var wrong = problems.stream().map(Problem::file).toList();
    publication.complete(paths, outdated.stream().filter(page -> !wrong.contains(page)).toList());
    PrecompressedFiles.write(paths.output());
    if (problems.isEmpty() && outdated.equals(paths.pages().all())) {
      stamp.removeOldFiles();
    }
    stamp.finish(wrong);
    problems.forEach(problem -> System.err.println(problem.relativeTo(paths.root())));
    System.exit(problems.isEmpty() ? 0 : 1);
  }

  private static List<Problem> build(SitePaths paths, List<Path> pages) throws IOException {
    try (var builder = new PageBuilder(paths)) {
      return build(paths, builder, pages);
    }
  }

  /** Builds pages, and returns the mistakes on them and the broken links of all pages. */
  static List<Problem> build(SitePaths paths, PageBuilder builder, List<Path> pages)
      throws IOException {
    paths.copyStaticFiles();
    var built = new ArrayList<BuiltPage>();
    for (var page : pages) {
      var next = builder.build(page);
      paths.write(page, next.html());
      built.add(next);
    }
    LessonCards.complete(paths.output());
    SearchIndex.write(paths.output());
    var checks = new SiteChecks(paths, built);
    var problems = new ArrayList<>(paths.pages().listProblems());
    built.forEach(page -> problems.addAll(checks.problems(page)));
    for (var page : paths.pages().all()) {
      if (!pages.contains(page)) {
        problems.addAll(checks.linkProblems(page));
      }
    }
    var translations = new ArrayList<Translation>();
    Exercise.all(Exercise.lessons(paths.root()))
        .forEach(exercise -> translations.add(Translation.of(exercise)));
    CaseFile.all(paths.root()).forEach(file -> translations.add(Translation.of(file)));
    for (var translation : translations) {
      for (var problem : translation.problems()) {
        problems.add(new Problem(problem.file(), problem.line(), problem.message()));
      }
    }
    return problems;
  }
}
