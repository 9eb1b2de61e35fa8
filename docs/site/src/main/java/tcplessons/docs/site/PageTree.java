package tcplessons.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of the pages' sources: one folder for each language, and {@code pages.txt}, which
 * lists the names of the pages in reading order.
 *
 * <p>Pages are written in {@link #ORIGINAL}; every other language is a translation of it.
 */
record PageTree(Path folder) {
  static final String ORIGINAL = "en";
  static final List<String> TRANSLATIONS = List.of("ko");
  static final List<String> LANGUAGES =
      Stream.concat(Stream.of(ORIGINAL), TRANSLATIONS.stream()).toList();
  private static final String SUFFIX = ".adoc";

  PageTree(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** All pages, those of the original first. */
  List<Path> all() {
    return LANGUAGES.stream().flatMap(language -> all(language).stream()).toList();
  }

  List<Path> all(String language) {
    var pages = folder.resolve(language);
    if (!Files.isDirectory(pages)) {
      return List.of();
    }
    try (var files = Files.list(pages)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + pages, e);
    }
  }

  Path page(String language, String name) {
    return folder.resolve(language).resolve(name + SUFFIX);
  }

  boolean has(String language, String name) {
    return Files.isRegularFile(page(language, name));
  }

  static String name(Path page) {
    var file = page.getFileName().toString();
    return file.substring(0, file.length() - SUFFIX.length());
  }

  static String language(Path page) {
    return page.getParent().getFileName().toString();
  }

  /** A page's file as messages show it: {@code ko/setup.adoc}. */
  String shortName(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** The address of the built page, relative to the site's folder. */
  String address(Path page) {
    return shortName(page).replaceFirst("\\.adoc$", ".html");
  }

  /** The list of pages has to contain every page once, and no other. */
  List<Problem> listProblems() throws IOException {
    var list = folder.resolve("pages.txt");
    var names = Files.readAllLines(list).stream().map(String::strip).toList();
    var problems = new ArrayList<Problem>();
    for (var page : all()) {
      if (!names.contains(name(page))) {
        problems.add(
            new Problem(
                page,
                1,
                "page %s is not listed: add the line \"%s\" to pages.txt where it is to be read"
                    .formatted(name(page), name(page))));
      }
    }
    for (var at = 0; at < names.size(); at++) {
      var name = names.get(at);
      if (name.isEmpty() || name.startsWith("#")) {
        continue;
      }
      if (names.indexOf(name) < at) {
        problems.add(new Problem(list, at + 1, "page " + name + " is listed twice"));
      }
      // A page that exists in one language only is reported by the comparison of the languages.
      if (LANGUAGES.stream().noneMatch(language -> has(language, name))) {
        var missing = LANGUAGES.stream().map(language -> shortName(page(language, name))).toList();
        problems.add(
            new Problem(
                list,
                at + 1,
                "page %s is listed, but there is no %s"
                    .formatted(name, String.join(" and no ", missing))));
      }
    }
    return problems;
  }
}
