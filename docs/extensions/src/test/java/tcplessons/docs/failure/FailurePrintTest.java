package tcplessons.docs.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tcplessons.docs.Words;
import tcplessons.docs.failure.Failure.Seen;

class FailurePrintTest {

  private static final Failure REFUSED =
      new Failure(
          "connection-refused",
          List.of(
              new Seen("nobody-listens", "java", "connect(...)", "java.net.ConnectException", null),
              new Seen("nobody-listens", "node", "connect", "ECONNREFUSED", "connect ECONNREFUSED"),
              new Seen("nobody-listens", "curl", "curl", "7", "curl: (7) Failed | to connect")));

  private static final FailurePrint PRINT = new FailurePrint(Words.in("en"));

  @Test
  void a_name_is_said_once_with_its_message() {
    assertThat(PRINT.seen(REFUSED))
        .endsWith(
            "* Java ``pass:c[connect(...)]``: ``pass:c[java.net.ConnectException]`` (no message)",
            "* Node.js ``pass:c[connect]``: ``pass:c[connect ECONNREFUSED]``",
            "* curl ``pass:c[curl]``: ``pass:c[curl: (7) Failed \\| to connect]``");
  }

  @Test
  void a_row_of_the_table_leads_to_the_section_and_has_a_cell_for_each_program() {
    var with = Map.of("java", "25", "node", "20", "curl", "8", "chromium", "142");

    assertThat(PRINT.table(new Failures(with, List.of(REFUSED)), "failures"))
        .contains(
            "| <<failures_connection-refused>>",
            "| ``pass:c[ECONNREFUSED]``",
            "| ``pass:c[(7) Failed \\| to connect]``",
            "| ");
  }
}
