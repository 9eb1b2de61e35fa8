package tcplessons.docs.survival;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.Words;

class SurvivalTableTest {

  private static final Survival TWO =
      new Survival("2026-11-26", List.of(Example.HELLO, Example.IDLE_TIMEOUT));

  private static Document draw(Survival survival, String language) {
    return Jsoup.parseBodyFragment(new SurvivalTable(survival, Words.in(language)).draw());
  }

  @Test
  void a_cell_says_in_words_what_became_of_the_peer_and_at_which_limit() {
    assertThat(draw(TWO, "en").select("td:not(.held)").eachText())
        .containsExactly("may stay", "sent away after 2 s");
    assertThat(draw(TWO, "ko").select("td:not(.held)").eachText())
        .containsExactly("머물러도 됨", "인사하고 보냄 2 s");
  }

  @Test
  void a_row_is_headed_by_its_step_and_options_and_a_group_by_its_lesson() {
    var table = draw(TWO, "en");

    assertThat(table.select("th[scope=row]").eachText())
        .containsExactly("hello", "idle-timeout --timeout 2s");
    assertThat(table.select("th[scope=rowgroup] a").eachAttr("href"))
        .containsExactly("lesson-01.html", "lesson-03.html");
  }

  @Test
  void the_caption_counts() {
    assertThat(draw(TWO, "en").selectFirst("figcaption").text())
        .isEqualTo(
            "2 cells. 2,400 conversations of well-behaved clients beside them."
                + " recorded 2026-11-26");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void the_recorded_table_is_drawn_in_both_languages(String language) throws IOException {
    var file = Path.of("../faults/recorded/survival.json").toFile();
    var survival = new ObjectMapper().readValue(file, Survival.class);

    var table = draw(survival, language);

    assertThat(table.select("tbody td:not(.held)")).hasSize(survival.cells());
    assertThat(table.select("tbody td, th, dt, dd")).allMatch(element -> element.hasText());
  }
}
