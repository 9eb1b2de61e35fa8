package tcplessons.docs.site;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Knows which pages have to be built, from a file beside the site. Its first line is a hash of what
 * all pages depend on and of the site itself; each further line is a page that was built without a
 * problem, with a hash of its text.
 */
final class BuildStamp {

  /** What other pages show of a page: header, headings, ids, captions, and where a run is. */
  private static final Pattern SHOWN_ELSEWHERE =
      Pattern.compile("^[=:\\[.].*|(?:run|console)::?[\\w-]+\\[", Pattern.MULTILINE);

  private final SitePaths paths;
  private final Publication publication;
  private final Path file;

  BuildStamp(SitePaths paths, Publication publication) {
    this.paths = paths;
    this.publication = publication;
    this.file = paths.output().resolveSibling(paths.output().getFileName() + ".stamp");
  }

  /**
   * The pages that have to be built. A page and its translation are built together, because each is
   * compared with the other.
   */
  List<Path> outdatedPages() throws IOException {
    var stored = Files.isRegularFile(file) ? Files.readAllLines(file) : List.<String>of();
    var pages = paths.pages().all();
    if (stored.isEmpty() || !stored.getFirst().equals(commonHash())) {
      return pages;
    }
    var outdated = new HashSet<String>();
    for (var page : pages) {
      if (!stored.contains(pageHash(page))) {
        outdated.add(PageTree.name(page));
      }
    }
    return pages.stream().filter(page -> outdated.contains(PageTree.name(page))).toList();
  }

  /** Until the build has finished, no page is up to date. */
  void start() throws IOException {
    Files.createDirectories(paths.output());
    Files.writeString(file, "");
  }

  /** Removes what a build of all pages has not written, such as a page that is gone. */
  void removeOldFiles() throws IOException {
    var started = Files.getLastModifiedTime(file);
    for (var written : files(paths.output())) {
      if (Files.getLastModifiedTime(written).compareTo(started) < 0) {
        Files.delete(written);
      }
    }
  }

  /**
   * @param wrong the pages that have to be built again, because of a mistake
   */
  void finish(Collection<Path> wrong) throws IOException {
    var lines = new ArrayList<>(List.of(commonHash()));
    for (var page : paths.pages().all()) {
      if (!wrong.contains(page)) {
        lines.add(pageHash(page));
      }
    }
    Files.write(file, lines);
  }

  private String pageHash(Path page) throws IOException {
    var digest = Sha256.digest().digest(Files.readAllBytes(page));
    return paths.pages().shortName(page) + " " + HexFormat.of().formatHex(digest);
  }

  private String commonHash() throws IOException {
    var digest = Sha256.digest();
    digest.update(publication.toString().getBytes(StandardCharsets.UTF_8));
    for (var input : inputs()) {
      for (var read : files(input)) {
        digest.update(read.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(commonContent(read));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private byte[] commonContent(Path file) throws IOException {
    if (file.startsWith(paths.docs("site")) && file.toString().endsWith(".adoc")) {
      var shown = SHOWN_ELSEWHERE.matcher(Files.readString(file)).results().map(MatchResult::group);
      return shown.collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
    }
    return file.startsWith(paths.root()) ? Files.readAllBytes(file) : sizeAndTime(file);
  }

  /** The lessons, the modules of docs without their tests, case files, class path and site. */
  private List<Path> inputs() throws IOException {
    var inputs = new ArrayList<Path>();
    for (var lesson : children(paths.root(), "lesson-*")) {
      inputs.add(lesson.resolve("src"));
    }
    for (var module : children(paths.docs(""), "*")) {
      inputs.addAll(children(module, "*.json"));
      inputs.add(module.resolve("recorded"));
      inputs.add(module.resolve("src/main"));
      inputs.add(module.resolve("src/docs"));
    }
    inputs.add(paths.docs("cases"));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      inputs.add(Path.of(entry).toAbsolutePath());
    }
    inputs.add(paths.output());
    return inputs.stream().filter(Files::exists).sorted().toList();
  }

  private static List<Path> children(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.newDirectoryStream(folder, names)) {
      return StreamSupport.stream(children.spliterator(), false).toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Libraries are large; Maven never changes one without changing its time. */
  private static byte[] sizeAndTime(Path file) throws IOException {
    return (Files.size(file) + " " + Files.getLastModifiedTime(file))
        .getBytes(StandardCharsets.UTF_8);
  }
}
