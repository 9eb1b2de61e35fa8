package tcplessons.docs.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tcplessons.docs.site.PageBuilder.BuiltPage;

/**
 * The site as its authors see it, in a folder of its own: pages reload themselves when they are
 * built, and show their problems at the top.
 */
final class Preview implements AutoCloseable {
  private final SitePaths paths;
  private final PageBuilder builder;
  private final Map<Path, BuiltPage> pages = new HashMap<>();
  private int builds;

  Preview(SitePaths paths) throws IOException {
    this.paths = paths;
    this.builder = new PageBuilder(paths);
  }

  void start() throws IOException {
    paths.copyStaticFiles();
    for (var name : List.of("reload.js", "problems.css")) {
      try (var in = Preview.class.getResourceAsStream(name)) {
        Files.copy(in, paths.output().resolve(name), REPLACE_EXISTING);
      }
    }
    countBuild();
  }

  /** The folders of everything that a page can show. */
  List<Path> watched() throws IOException {
    try (var lessons = Files.newDirectoryStream(paths.root(), "lesson-*")) {
      var folders = Stream.<Path>builder();
      folders.add(paths.pages().folder()).add(paths.theme()).add(paths.runs());
      lessons.forEach(lesson -> folders.add(lesson.resolve("src")));
      return folders.build().toList();
    }
  }

  /** Builds the pages that the changed files concern. */
  void update(Set<Path> changed) throws IOException {
    if (changed.stream().anyMatch(file -> file.startsWith(paths.theme()))) {
      paths.copyStaticFiles();
      countBuild();
    }
    var concerned = new ArrayList<Path>();
    for (var page : paths.pages().all()) {
      var text = Files.readString(page);
      if (changed.stream().anyMatch(file -> isConcerned(page, text, file))) {
        concerned.add(page);
      }
    }
    build(concerned);
  }

  /** A page depends on its source, its translations, its runs and the files that it includes. */
  private boolean isConcerned(Path page, String text, Path changed) {
    var name = changed.getFileName().toString();
    if (changed.startsWith(paths.pages().folder())) {
      return name.equals("pages.txt") || changed.getFileName().equals(page.getFileName());
    }
    if (changed.startsWith(paths.runs())) {
      return text.contains(":" + name.replaceFirst("\\.[^.]*$", "") + "[");
    }
    return !changed.startsWith(paths.theme()) && text.contains("/" + name + "[");
  }

  /**
   * Builds pages, each of which can be read as soon as it is built. Links between them can be
   * checked only then: a page with a problem is written once more.
   */
  void build(Collection<Path> sources) throws IOException {
    for (var source : sources) {
      var built = builder.build(source);
      pages.put(source, built);
      write(built, built.problems());
      IO.println("built " + paths.pages().shortName(source));
    }
    var checks = new SiteChecks(paths, pages.values());
    for (var source : sources) {
      var built = pages.get(source);
      var problems = checks.problems(built);
      problems.forEach(problem -> System.err.println(problem.relativeTo(paths.root())));
      if (problems.size() > built.problems().size()) {
        write(built, problems);
      }
    }
  }

  private void write(BuiltPage page, List<Problem> problems) throws IOException {
    paths.write(page.outline().file(), forAuthors(page.html(), problems));
    countBuild();
  }

  private String forAuthors(String html, List<Problem> problems) {
    var page = html.isEmpty() ? Document.createShell("") : Jsoup.parse(html);
    page.outputSettings().prettyPrint(false);
    page.head().appendElement("script").attr("src", "../reload.js").attr("defer", "");
    if (!problems.isEmpty()) {
      var lines = problems.stream().map(problem -> problem.relativeTo(paths.root())).toList();
      var panel = page.body().prependElement("pre").attr("role", "alert").addClass("problems");
      panel.text(String.join("\n", lines));
      page.head().appendElement("link").attr("rel", "stylesheet").attr("href", "../problems.css");
    }
    return page.outerHtml();
  }

  /** The open pages request this file again and again, and reload when it has changed. */
  private void countBuild() throws IOException {
    Files.writeString(paths.output().resolve("built.txt"), String.valueOf(++builds));
  }

  @Override
  public void close() {
    builder.close();
  }
}
