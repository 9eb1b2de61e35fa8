package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.site.BrowserSession.Scheme;

/** The start page: what it promises, and how it looks in windows of all widths. */
class StartPageTest extends BrowserTestCase {

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_card_has_the_minutes_and_runs_of_its_lesson_and_the_page_the_hours_of_all(
      String language) {
    var start = BuiltSite.read(language + "/index.html");
    long all = 0;
    for (var card : start.select(".lessons dl > div")) {
      long minutes = 0;
      long runs = 0;
      for (var href : card.select("a[href^=lesson-]").eachAttr("href")) {
        var lesson = BuiltSite.read(language + "/" + href);
        minutes += Duration.parse(lesson.select(".page-facts time").attr("datetime")).toMinutes();
        runs += lesson.select(".run").eachAttr("data-run").stream().distinct().count();
      }
      assertThat(card.select(".card-facts").text().replaceAll("\\D+", " ").strip())
          .isEqualTo(minutes + " " + runs);
      assertThat(card.select("svg.exchange path.data")).isNotEmpty();
      all += minutes;
    }
    assertThat(start.select(".hours").text()).isEqualTo(String.valueOf(Math.ceilDiv(all, 60)));
  }

  @Test
  void the_lessons_on_the_cards_are_all_lessons() {
    assertThat(BuiltSite.read("en/index.html").select(".lessons a").eachAttr("href"))
        .containsExactlyElementsOf(
            BuiltSite.read("en/index.html").select(".page-link[href^=lesson]").eachAttr("href"));
  }

  @Test
  void on_a_wide_screen_a_run_stands_beside_the_headline() {
    width(1440);
    session.open(Scheme.HTTP, "en/index.html");

    assertThat(edge("main h1", "right")).isLessThanOrEqualTo(edge("#preamble .run", "left"));
    assertThat(edge("#preamble .run", "top")).isLessThan(200);
    assertThat(edge("#preamble .run", "bottom")).isLessThan(900);
  }

  @ParameterizedTest
  @CsvSource({"1440, 3", "1024, 1", "768, 1", "390, 1"})
  void the_doors_are_three_in_a_row_or_one_below_the_other(int width, int inARow) {
    width(width);
    session.open(Scheme.HTTP, "ko/index.html");

    var tops =
        session.texts(
            """
            return [...document.querySelectorAll(".doors dl > div")]
              .map((door) => String(door.getBoundingClientRect().top));
            """);
    assertThat(tops.stream().filter(tops.getFirst()::equals)).hasSize(inARow);
  }

  private long edge(String selector, String side) {
    return number(
        "document.querySelector('%s').getBoundingClientRect().%s".formatted(selector, side));
  }
}
