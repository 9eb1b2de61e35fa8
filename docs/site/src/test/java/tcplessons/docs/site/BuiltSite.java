package tcplessons.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The files of the built site. */
final class BuiltSite {
  static final List<String> LANGUAGES = List.of("en", "ko");

  private BuiltSite() {}

  static Path folder() {
    return Path.of("target", "site").toAbsolutePath();
  }

  /** All files, relative to the folder, without the compressed copies of some of them. */
  static List<String> files() {
    try (var files = Files.walk(folder())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".gz"))
          .map(file -> folder().relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the pages are built by mvn process-classes", e);
    }
  }

  /** All HTML files: the pages, and the lessons' sources in full. */
  static List<String> documents() {
    return files().stream().filter(file -> file.endsWith(".html")).toList();
  }

  /** The pages, with the front page. */
  static List<String> pages() {
    return documents().stream().filter(file -> !file.startsWith("source/")).toList();
  }

  /** The lessons' sources in full, which the pages show in parts. */
  static List<String> sources() {
    return documents().stream().filter(file -> file.startsWith("source/")).toList();
  }

  /** One source of each programming language, which stands for all: they have one template. */
  static Collection<String> sourceOfEachKind() {
    return sources().stream()
        .collect(
            Collectors.toMap(
                source -> source.replaceAll(".*\\.(\\w+)\\.html", "$1"),
                source -> source,
                (first, _) -> first,
                TreeMap::new))
        .values();
  }

  static List<String> pages(String language) {
    return pages().stream().filter(page -> page.startsWith(language + "/")).toList();
  }

  static Document read(String page) {
    try {
      return Jsoup.parse(folder().resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    }
  }

  /** The ids of the sections, in the order of the page. */
  static Stream<String> sections(String page) {
    return read(page).select("main :is(h2, h3, h4)[id]").stream().map(heading -> heading.id());
  }

  /** The ids of what is folded, in the order of the page. */
  static Stream<String> folds(String page) {
    return read(page).select("main details > .content").stream().map(folded -> folded.id());
  }
}
