package tcplessons.docs.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the search index: the text of the built pages, section by section.
 *
 * <p>One script for each language, not JSON: browsers let a page with a {@code file:} address run a
 * script, but not read a file.
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
