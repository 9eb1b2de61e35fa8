package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The HTML that browsers, search engines and screen readers need. */
@TestInstance(Lifecycle.PER_CLASS)
class HtmlStructureTest {

  /** A longer one becomes two pages. */
  private static final Duration LESSON_MAX = Duration.ofMinutes(25);

  private final Map<String, Document> documents =
      BuiltSite.documents().stream().collect(Collectors.toMap(page -> page, BuiltSite::read));

  static List<String> documents() {
    return BuiltSite.documents();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_page_has_a_type_a_language_a_title_and_a_description(String page) {
    var html = documents.get(page);

    assertThat(html.documentType().name()).isEqualTo("html");
    assertThat(html.select("html").attr("lang")).isIn(BuiltSite.LANGUAGES);
    assertThat(html.select("head > meta[charset]").eachAttr("charset")).containsExactly("utf-8");
    assertThat(html.title()).hasSizeBetween(5, 70);
    assertThat(html.select("meta[name=description]").attr("content")).hasSizeBetween(20, 170);
    assertThat(html.select("link[rel=icon]")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_page_fits_its_window_and_can_be_enlarged(String page) {
    assertThat(documents.get(page).select("meta[name=viewport]").eachAttr("content"))
        .containsExactly("width=device-width, initial-scale=1");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void headings_descend_one_level_at_a_time_from_a_single_first(String page) {
    var levels =
        documents.get(page).select("h1, h2, h3, h4, h5, h6").stream()
            .map(heading -> heading.normalName().charAt(1) - '0')
            .toList();

    assertThat(levels).startsWith(1);
    assertThat(levels.stream().filter(level -> level == 1)).hasSize(1);
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i)).as("heading %d", i + 1).isLessThanOrEqualTo(levels.get(i - 1) + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void no_text_outside_of_code_has_a_backtick(String page) {
    var html = documents.get(page).clone();
    html.select("pre, code, script, style, .run").remove();

    assertThat(html.body().text()).doesNotContain("`");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void images_have_a_text_alternative_and_a_size(String page) {
    assertThat(documents.get(page).select("img"))
        .allMatch(
            image -> image.hasAttr("alt") && image.hasAttr("width") && image.hasAttr("height"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void links_and_buttons_have_names(String page) {
    assertThat(documents.get(page).select("a[href], button"))
        .allMatch(element -> element.hasText() || element.hasAttr("aria-label"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_lesson_takes_at_most_25_minutes(String page) {
    assertThat(
            documents
                .get(page)
                .select("[class^=page-lesson] .page-facts time")
                .eachAttr("datetime"))
        .extracting(Duration::parse)
        .allMatch(time -> time.compareTo(LESSON_MAX) <= 0);
  }

  @Test
  void no_two_pages_of_a_language_have_the_same_title_or_description() {
    for (var language : BuiltSite.LANGUAGES) {
      var pages = BuiltSite.pages(language).stream().map(documents::get).toList();
      assertThat(pages).extracting(Document::title).doesNotHaveDuplicates();
      assertThat(pages)
          .extracting(page -> page.select("meta[name=description]").attr("content"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void the_lines_of_a_source_are_as_many_as_their_numbers() {
    assertThat(BuiltSite.sources())
        .isNotEmpty()
        .allSatisfy(source -> {
          var html = documents.get(source);
          assertThat(html.selectFirst(".lines").wholeText().lines().count())
              .isEqualTo(html.selectFirst("pre").wholeText().stripTrailing().lines().count());
        });
  }
}
