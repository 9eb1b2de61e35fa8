package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The size of what a browser has to load. */
class PageWeightTest {

  private static final long PAGE_BYTES_MAX = 150_000;

  /**
   * Scripts that run before the first paint: the chosen theme must not flash, and the front page
   * only redirects.
   */
  private static final List<String> BLOCKING_SCRIPTS = List.of("theme.js", "choose.js");

  static List<String> pages() {
    return BuiltSite.pages();
  }

  static List<String> documents() {
    return BuiltSite.documents();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_with_its_runs_styles_and_scripts_is_light(String page) {
    var linked =
        BuiltSite.read(page)
            .select("script[src], link[rel=stylesheet], link[rel=icon], img[src]")
            .stream()
            .map(element -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
            .map(address -> URI.create(page).resolve(address).getPath());

    assertThat(Stream.concat(Stream.of(page), linked).mapToLong(PageWeightTest::transferred).sum())
        .isBetween(1L, PAGE_BYTES_MAX);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void only_style_sheets_and_two_small_scripts_block_the_first_paint(String page) {
    var document = BuiltSite.read(page);

    assertThat(document.select("script:not([defer])").eachAttr("src"))
        .allMatch(address -> BLOCKING_SCRIPTS.contains(name(address)));
    assertThat(document.select("script:not([src])")).isEmpty();
  }

  @Test
  void blocking_scripts_are_small() {
    assertThat(BLOCKING_SCRIPTS)
        .allSatisfy(script -> assertThat(size("assets/" + script)).isBetween(1L, 1000L));
  }

  private static String name(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static long size(String file) {
    try {
      return Files.size(BuiltSite.folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code files} sends to a browser: the compressed copy if there is one. */
  private static long transferred(String file) {
    boolean hasCopy = Files.exists(PrecompressedFiles.compressed(BuiltSite.folder().resolve(file)));
    return size(hasCopy ? file + ".gz" : file);
  }
}
