package tcplessons.docs.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.Words;
import tcplessons.docs.model.FaultMatrix;
import tcplessons.docs.model.FaultMatrix.Cell;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;
import tcplessons.docs.model.FaultMatrix.Server;

class FaultMatrixTableTest {

  private static final FaultMatrix TWO_SERVERS =
      new FaultMatrix(
          "2026-11-26",
          List.of(
              server(1, "hello", List.of(), new Cell("silent", "stays", "")),
              server(
                  3,
                  "idle-timeout",
                  List.of("--timeout", "2s"),
                  new Cell("silent", "limited-answered", "2 s"))));

  private static Server server(int lesson, String step, List<String> args, Cell cell) {
    var usage = new ResourceUsage(19, 17, 4, 2, 2048);
    return new Server(lesson, step, args, 1200, usage, usage, List.of(cell));
  }

  private static Document draw(FaultMatrix matrix, String language) {
    return Jsoup.parseBodyFragment(new FaultMatrixTable(matrix, Words.in(language)).draw());
  }

  @Test
  void a_cell_states_the_outcome_and_the_limit() {
    assertThat(draw(TWO_SERVERS, "en").select("td").eachText())
        .containsExactly("Op stays open", "Me message, FIN after 2 s");
    assertThat(draw(TWO_SERVERS, "ko").select("td").eachText())
        .containsExactly("유지 연결 유지", "통보 메시지 후 종료 2 s");
  }

  @Test
  void screen_readers_read_an_outcome_in_full_and_not_its_code() {
    assertThat(draw(TWO_SERVERS, "en").select("td .code, dt .code"))
        .isNotEmpty()
        .allMatch(code -> code.attr("aria-hidden").equals("true"));
  }

  @Test
  void each_server_can_be_chosen() {
    assertThat(draw(TWO_SERVERS, "en").select(".choice option").eachText())
        .containsExactly("hello", "idle-timeout");
  }

  @Test
  void a_row_is_headed_by_its_step_and_options_and_a_group_by_its_lesson() {
    var table = draw(TWO_SERVERS, "en");

    assertThat(table.select("th[scope=row]").eachText())
        .containsExactly(
            "hello Before → after: 19 → 19 descriptors, 4 → 4 virtual threads, 2 → 2 KiB of heap",
            "idle-timeout --timeout 2s Before → after: 19 → 19 descriptors, 4 → 4 virtual threads,"
                + " 2 → 2 KiB of heap");
    assertThat(table.select("th[scope=rowgroup] a").eachAttr("href"))
        .containsExactly("lesson-01.html", "lesson-03.html");
  }

  @Test
  void the_caption_counts() {
    assertThat(draw(TWO_SERVERS, "en").selectFirst("figcaption").text())
        .isEqualTo(
            "2 results. During the tests, well-behaved clients completed 2,400 exchanges."
                + " recorded 2026-11-26");
  }

  @Test
  void the_list_has_the_results_in_the_order_of_the_page() throws IOException {
    var matrix = FaultMatrix.read(Path.of("../runs/fault-matrix.json"));

    assertThat(draw(matrix, "en").select("dt").eachText())
        .containsExactly(
            "Re responds",
            "Fw forwards",
            "Fi only FIN",
            "Er error response",
            "Di disconnects",
            "Rs resets",
            "Me message, FIN after",
            "Cl closed after",
            "Ra reset after",
            "Rt released after",
            "Op stays open",
            "Rd reads everything",
            "St stops reading",
            "Rl released",
            "Al all served",
            "La serves later",
            "E0 exit code 0",
            "Li listens again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void each_result_has_a_code_of_its_own(String language) throws IOException {
    var matrix = FaultMatrix.read(Path.of("../runs/fault-matrix.json"));

    assertThat(draw(matrix, language).select("dt .code").eachText()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void the_recorded_table_is_drawn_in_both_languages(String language) throws IOException {
    var matrix = FaultMatrix.read(Path.of("../runs/fault-matrix.json"));

    var table = draw(matrix, language);

    assertThat(table.select("tbody td")).hasSize(matrix.cells());
    assertThat(table.select("tbody td, th, dt, dd")).allMatch(element -> element.hasText());
  }
}
