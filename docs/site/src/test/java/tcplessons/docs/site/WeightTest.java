package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader has to load, in bytes. */
class WeightTest {

  private static final int PAGE = 150_000;
  private static final int SITE = 5_000_000;

  /**
   * Read before the page is drawn: a remembered theme must not flash, the front door has no text.
   */
  private static final List<String> AT_ONCE = List.of("theme.js", "choose.js");

  static List<String> pages() {
    return Site.pages();
  }

  static List<String> documents() {
    return Site.documents();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_with_its_runs_styles_and_scripts_is_light(String page) {
    var linked =
        Site.read(page)
            .select("script[src], link[rel=stylesheet], link[rel=icon], img[src]")
            .stream()
            .map(element -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
            .map(address -> URI.create(page).resolve(address).getPath());

    assertThat(Stream.concat(Stream.of(page), linked).mapToInt(WeightTest::zipped).sum())
        .isBetween(1, PAGE);
  }

  @Test
  void the_whole_site_is_light() {
    assertThat(Site.files().stream().mapToLong(WeightTest::size).sum()).isBetween(1L, (long) SITE);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nothing_but_style_sheets_and_a_few_lines_stands_between_a_page_and_its_first_paint(
      String page) {
    var blocking = Site.read(page).select("script:not([defer])").eachAttr("src");

    assertThat(blocking).allMatch(address -> AT_ONCE.contains(name(address)));
    assertThat(Site.read(page).select("script:not([src])")).isEmpty();
  }

  @Test
  void what_runs_before_the_first_paint_is_a_few_lines() {
    assertThat(AT_ONCE)
        .allSatisfy(script -> assertThat(size("assets/" + script)).isBetween(1L, 1000L));
  }

  private static String name(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static long size(String file) {
    try {
      return Files.size(Site.folder().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int zipped(String file) {
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped)) {
      Files.copy(Site.folder().resolve(file), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.size();
  }
}
