package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages of one language in reading order, with the titles from their headers. */
record Navigation(List<Entry> all) {

  /**
   * A page of the site.
   *
   * @param name its file name without extension, the same in every language
   * @param title short, for lists
   */
  record Entry(String name, String title) {
    String href() {
      return name + ".html";
    }

    /** The group of pages in the list of contents; the first pages are in none. */
    String group() {
      return switch (name) {
        case "index", "setup" -> "";
        default -> name.startsWith("lesson-") ? "lessons" : "reference";
      };
    }
  }

  /** Reads {@code pages.txt}, which is in the parent of {@code folder}. */
  static Navigation of(Path folder) {
    var list = folder.toAbsolutePath().normalize().resolveSibling("pages.txt");
    if (!Files.isRegularFile(list)) {
      return new Navigation(List.of());
    }
    try (var lines = Files.lines(list)) {
      return new Navigation(
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(name -> new Entry(name, title(folder.resolve(name + ".adoc"), name)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int indexOf(String name) {
    return all.stream().map(Entry::name).toList().indexOf(name);
  }

  Optional<Entry> before(String name) {
    var at = indexOf(name);
    return at > 0 ? Optional.of(all.get(at - 1)) : Optional.empty();
  }

  Optional<Entry> after(String name) {
    var at = indexOf(name);
    return at >= 0 && at < all.size() - 1 ? Optional.of(all.get(at + 1)) : Optional.empty();
  }

  private static String title(Path page, String otherwise) {
    if (!Files.isRegularFile(page)) {
      return otherwise;
    }
    try {
      var header = Files.readAllLines(page).stream().takeWhile(line -> !line.isBlank()).toList();
      return Stream.of(":nav: ", "= ")
          .flatMap(start ->
              header.stream()
                  .filter(line -> line.startsWith(start))
                  .map(line -> line.substring(start.length()).strip()))
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
