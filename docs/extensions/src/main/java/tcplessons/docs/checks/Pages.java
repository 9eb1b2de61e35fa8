package tcplessons.docs.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of all pages: one folder a language, and the list of page names in reading order.
 *
 * <p>Pages are written in {@link #ORIGINAL}; every other language is a translation of it.
 */
record Pages(Path folder) {
  static final String ORIGINAL = "en";
  static final List<String> TRANSLATIONS = List.of("ko");
  static final List<String> LANGUAGES =
      Stream.concat(Stream.of(ORIGINAL), TRANSLATIONS.stream()).toList();
  private static final String SUFFIX = ".adoc";
  private static final String LIST = "pages.txt";

  /** Empty for a document that stands elsewhere, such as one made of a string. */
  static Optional<Pages> around(Path page) {
    return Optional.ofNullable(page.toAbsolutePath().normalize().getParent())
        .filter(language -> LANGUAGES.contains(String.valueOf(language.getFileName())))
        .map(Path::getParent)
        .map(Pages::new);
  }

  List<String> names(String language) {
    return children(folder.resolve(language))
        .filter(Pages::isPage)
        .map(Pages::name)
        .sorted()
        .toList();
  }

  Path page(String language, String name) {
    return folder.resolve(language).resolve(name + SUFFIX);
  }

  boolean has(String language, String name) {
    return Files.isRegularFile(page(language, name));
  }

  PageSource read(String language, String name) {
    return PageSource.read(page(language, name));
  }

  Path list() {
    return folder.resolve(LIST);
  }

  /** The lines of the list; none where there is no list. */
  List<String> listed() {
    try {
      return Files.exists(list()) ? Files.readAllLines(list()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + list(), e);
    }
  }

  /** As a writer names it: {@code ko/setup.adoc}. */
  String nameOf(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  static String name(Path page) {
    var file = page.getFileName().toString();
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  private static boolean isPage(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(SUFFIX) && !name.startsWith("_") && Files.isRegularFile(file);
  }

  private static Stream<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
