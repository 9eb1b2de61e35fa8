package tcplessons.docs.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.docs.Words;
import tcplessons.docs.survival.Survival.Cell;
import tcplessons.docs.survival.Survival.Server;
import tcplessons.docs.survival.Survival.Vitals;

class SurvivalPrintTest {

  private static final Survival THREE =
      new Survival(
          "2026-11-26",
          List.of(
              server(1, "hello", List.of(), new Cell("silent", "stays", "")),
              server(3, "read-timeout", List.of(), new Cell("silent", "closed", "")),
              server(
                  3,
                  "idle-timeout",
                  List.of("--timeout", "2s"),
                  new Cell("silent", "limited-answered", "2 s"))));

  private static Server server(int lesson, String step, List<String> args, Cell cell) {
    var vitals = new Vitals(19, 17, 4, 2, 2048);
    return new Server(lesson, step, args, 1200, vitals, vitals, List.of(cell));
  }

  private static List<String> print(String language) {
    return new SurvivalPrint(THREE, Words.in(language)).lines("survival");
  }

  @Test
  void a_lesson_is_a_table_a_peer_a_row_and_a_server_a_column() {
    assertThat(print("en"))
        .containsSubsequence(
            ".lesson 1",
            "| <<survival_silent,says nothing>> | may stay",
            ".lesson 3",
            "|  | read-timeout | idle-timeout ``pass:c[--timeout 2s]``",
            "| <<survival_silent,says nothing>> | closed in order | sent away after 2 s");
    assertThat(print("ko")).anyMatch(line -> line.endsWith("| 인사하고 보냄 2 s"));
  }

  @Test
  void each_outcome_is_explained_once() {
    assertThat(print("en").stream().filter(line -> line.startsWith("may stay::"))).hasSize(1);
  }
}
