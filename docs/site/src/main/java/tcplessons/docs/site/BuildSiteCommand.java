package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tcplessons.docs.search.SearchIndex;
import tcplessons.docs.site.PageBuilder.BuiltPage;

/**
 * Builds the site, if anything that it is made of has changed since the last build. A mistake on a
 * page is printed with file and line, and fails the build.
 */
final class BuildSiteCommand {

  private BuildSiteCommand() {}

  /**
   * @param args the folder docs/site, and the folder of the built site
   */
  static void main(String[] args) throws IOException {
    var paths = new SitePaths(Path.of(args[0]), Path.of(args[1]));
    var stamp = new BuildStamp(paths);
    if (stamp.isCurrent()) {
      return;
    }
    stamp.start();
    var problems = build(paths);
    problems.forEach(problem -> System.err.println(problem.relativeTo(paths.root())));
    if (!problems.isEmpty()) {
      System.exit(1);
    }
    PrecompressedFiles.write(paths.output());
    stamp.finish();
  }

  static List<Problem> build(SitePaths paths) throws IOException {
    try (var builder = new PageBuilder(paths)) {
      return build(paths, builder);
    }
  }

  /** Builds all pages, and returns the mistakes on them. */
  static List<Problem> build(SitePaths paths, PageBuilder builder) throws IOException {
    paths.copyStaticFiles();
    var pages = new ArrayList<BuiltPage>();
    for (var page : paths.pages().all()) {
      var built = builder.build(page);
      paths.write(page, built.html());
      pages.add(built);
    }
    SearchIndex.write(paths.output());
    var checks = new SiteChecks(paths, pages);
    return Stream.of(
            pages.stream().map(checks::problems).flatMap(List::stream),
            paths.pages().listProblems().stream())
        .flatMap(problems -> problems)
        .toList();
  }
}
