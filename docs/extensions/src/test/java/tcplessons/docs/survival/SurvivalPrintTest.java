package tcplessons.docs.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.docs.Words;
import tcplessons.docs.survival.Survival.Cell;

class SurvivalPrintTest {

  private static final Survival THREE =
      new Survival(
          "2026-11-26",
          List.of(
              Example.HELLO,
              Example.server(3, "read-timeout", List.of(), new Cell("silent", "closed", "")),
              Example.IDLE_TIMEOUT));

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
