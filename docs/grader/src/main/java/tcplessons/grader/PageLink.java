package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A section of a page, with the titles that its source has in one language.
 *
 * @param page the title of the page, for lists
 * @param section the title of the section; empty for the whole page
 */
record PageLink(String page, String section, String address) {

  /**
   * @param target such as {@code lesson-01#reading}
   */
  static PageLink to(Path root, String target, String language) throws IOException {
    var parts = target.split("#", 2);
    var file =
        root.resolve("docs/site/src/docs/asciidoc").resolve(language).resolve(parts[0] + ".adoc");
    var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
    var page =
        lines.stream()
            .filter(line -> line.startsWith("= "))
            .findFirst()
            .map(line -> line.substring(2))
            .orElse(parts[0]);
    var section = "";
    if (parts.length > 1) {
      for (int i = 0; i + 1 < lines.size(); i++) {
        if (lines.get(i).matches("\\[#" + parts[1] + "[,\\]].*|\\[#" + parts[1] + "\\]")) {
          section = lines.get(i + 1).replaceFirst("^=+ ", "");
        }
      }
    }
    var anchor = parts.length > 1 ? "#" + parts[1] : "";
    return new PageLink(page, section, PlainText.address(parts[0], anchor, language));
  }

  /** Whether page and section exist. */
  boolean exists() {
    return !page.isEmpty() && (!address.contains("#") || !section.isEmpty());
  }
}
