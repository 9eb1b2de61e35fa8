package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tcplessons.docs.runs.Run.Console;
import tcplessons.docs.runs.Run.Lane;

class ComparisonTest {

  private static final Scenario SCENARIO =
      new Scenario("x", "x", new Lesson("m", "by", "Main"), _ -> {});

  @Test
  void what_no_two_runs_have_in_common_makes_no_difference() {
    var comparison = new Comparison(SCENARIO, true);

    assertThat(
            comparison.differences(
                run(print("hello 127.0.0.1:48796, pid=77,fd=9 on 2026-11-21, Java 25.0.3")),
                run(print("hello 127.0.0.1:33333,   pid=8,fd=10 on 2027-01-02, Java 25.0.4"))))
        .isEmpty();
  }

  @Test
  void addresses_and_listening_ports_make_a_difference() {
    var comparison = new Comparison(SCENARIO, true);

    assertThat(comparison.differences(run(print("127.0.0.1:5000")), run(print("127.0.0.2:5000"))))
        .containsSequence("-  out| 127.0.0.1:5000".replace("  ", " "));
    assertThat(comparison.differences(run(print("127.0.0.1:5000")), run(print("127.0.0.1:5001"))))
        .contains("+ out| 127.0.0.1:5001");
  }

  @Test
  void a_missing_line_and_another_exit_code_are_shown_as_a_diff() {
    var differences =
        new Comparison(SCENARIO, true)
            .differences(run(print("one"), print("two")), run(print("one")));

    assertThat(differences)
        .containsExactly(
            "--- recorded",
            "+++ played",
            "@@ -1,4 +1,3 @@",
            " server: command",
            "  out| one",
            "- out| two",
            "  exit 0");
  }

  @Test
  void how_bytes_are_cut_into_segments_and_acknowledged_makes_no_difference() {
    var comparison = new Comparison(SCENARIO, true);
    var oneSegment = run(packet("client", "6869", "PSH", "ACK"), packet("server", "", "ACK"));
    var twoSegments =
        run(
            packet("client", "68", "PSH", "ACK"),
            packet("server", "", "ACK"),
            packet(1, "client", "69", "PSH", "ACK"));

    assertThat(comparison.differences(oneSegment, twoSegments)).isEmpty();
  }

  @Test
  void how_often_something_is_sent_again_makes_no_difference() {
    var comparison = new Comparison(SCENARIO, true);
    var once = run(packet("client", "6869", "ACK"), packet(2, "client", "", "FIN", "ACK"));
    var again =
        run(
            packet("client", "68", "ACK"),
            packet("client", "68", "ACK"),
            packet("client", "6869", "ACK"),
            packet(2, "client", "", "FIN", "ACK"),
            packet(1, "client", "69", "FIN", "ACK"));

    assertThat(comparison.differences(once, again)).isEmpty();
  }

  @Test
  void a_fin_with_data_is_data_and_a_fin() {
    var comparison = new Comparison(SCENARIO, true);
    var together = run(packet("client", "6869", "FIN", "PSH", "ACK"));
    var apart = run(packet("client", "6869", "PSH", "ACK"), packet(2, "client", "", "FIN", "ACK"));

    assertThat(comparison.differences(together, apart)).isEmpty();
  }

  @Test
  void a_reset_instead_of_a_fin_makes_a_difference_where_packets_are_compared() {
    var fin = run(packet("client", "", "FIN", "ACK"));
    var reset = run(packet("client", "", "RST"));

    assertThat(new Comparison(SCENARIO, true).differences(fin, reset))
        .contains("- client FIN", "+ client RST");
    assertThat(new Comparison(SCENARIO, false).differences(fin, reset)).isEmpty();
  }

  @Test
  void a_reset_makes_a_difference_until_both_ends_have_ended() {
    var comparison = new Comparison(SCENARIO, true);
    var bye = packet("client", "", "FIN", "ACK");
    var byeToo = packet("server", "", "FIN", "ACK");
    var reset = packet("server", "", "RST");

    assertThat(comparison.differences(run(bye, byeToo), run(bye, byeToo, reset))).isEmpty();
    assertThat(comparison.differences(run(bye), run(bye, reset))).contains("+ server RST");
  }

  @Test
  void a_scenario_may_blur_and_unorder() {
    var blurring = SCENARIO.blurring("[0-9]+ bytes", "N bytes");
    assertThat(
            new Comparison(blurring, true)
                .differences(run(print("12 bytes")), run(print("3 bytes"))))
        .isEmpty();

    var unordered = SCENARIO.withUnordered(true);
    var question = packet("client", "68", "ACK");
    var answer = packet("server", "69", "ACK");
    assertThat(
            new Comparison(unordered, true)
                .differences(run(question, answer), run(answer, question)))
        .isEmpty();
    assertThat(
            new Comparison(SCENARIO, true)
                .differences(run(question, answer), run(answer, question)))
        .isNotEmpty();
  }

  private static Run run(Run.Event... events) {
    return new Run(
        "x",
        "m",
        "2026-01-01",
        Map.of(),
        List.of(new Run.Participant("server", Lane.SERVER, "by", "command", 0)),
        List.of(events),
        Map.of(),
        "x.pcapng");
  }

  private static Run.Event print(String text) {
    return new Run.Print(0, "server", Console.OUT, text);
  }

  private static Run.Event packet(String from, String hex, String... flags) {
    return packet(0, from, hex, flags);
  }

  private static Run.Event packet(long seq, String from, String hex, String... flags) {
    return new Run.Segment(
        0,
        from,
        from.equals("client") ? "server" : "client",
        from.equals("client"),
        1,
        "",
        "",
        Arrays.asList(flags),
        seq,
        0,
        hex.length() / 2,
        "",
        hex,
        Map.of(),
        false);
  }
}
