package tcplessons.docs.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes down what the search of the site looks through: the built pages, section by section.
 *
 * <p>One file a language, and a script instead of JSON: a page that was opened from a disk may run
 * a script beside it, but not read a file.
 */
public final class SearchIndex {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SearchIndex() {}

  /**
   * @param site the folder of the built site
   */
  public static void write(Path site) throws IOException {
    try (var languages = Files.newDirectoryStream(site, SearchIndex::hasPages)) {
      for (var language : languages) {
        var name = "search-" + language.getFileName() + ".js";
        Files.writeString(site.resolve("assets").resolve(name), script(PageText.allOf(language)));
      }
    }
  }

  private static boolean hasPages(Path folder) {
    return Files.isRegularFile(folder.resolve("index.html"));
  }

  static String script(List<PageText> pages) throws IOException {
    return "window.tcpLessonsPages = " + JSON.writeValueAsString(pages) + ";\n";
  }
}
