package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tcplessons.docs.kit.Lesson;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.OutputStream;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

class RunComparisonTest {

  private static final Scenario SCENARIO =
      new Scenario("x", "x", new LessonPrograms(new Lesson(0, "m", "Main")), _ -> {});

  @Test
  void ports_pids_dates_and_versions_make_no_difference() {
    var comparison = new RunComparison(SCENARIO, true);

    assertThat(
            comparison.differences(
                run(print("hello 127.0.0.1:48796, pid=77,fd=9 on 2026-11-21, Java 25.0.3")),
                run(print("hello 127.0.0.1:33333,   pid=8,fd=10 on 2027-01-02, Java 25.0.4"))))
        .isEmpty();
  }

  @Test
  void addresses_and_listening_ports_make_a_difference() {
    var comparison = new RunComparison(SCENARIO, true);

    assertThat(comparison.differences(run(print("127.0.0.1:5000")), run(print("127.0.0.2:5000"))))
        .containsSequence("-  out| 127.0.0.1:5000".replace("  ", " "));
    assertThat(comparison.differences(run(print("127.0.0.1:5000")), run(print("127.0.0.1:5001"))))
        .contains("+ out| 127.0.0.1:5001");
  }

  @Test
  void a_missing_line_and_another_exit_code_are_shown_as_a_diff() {
    var differences =
        new RunComparison(SCENARIO, true)
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
  void segmentation_and_acknowledgments_make_no_difference() {
    var comparison = new RunComparison(SCENARIO, true);
    var oneSegment = run(packet("client", "6869", "PSH", "ACK"), packet("server", "", "ACK"));
    var twoSegments =
        run(
            packet("client", "68", "PSH", "ACK"),
            packet("server", "", "ACK"),
            packet(1, "client", "69", "PSH", "ACK"));

    assertThat(comparison.differences(oneSegment, twoSegments)).isEmpty();
  }

  @Test
  void retransmissions_make_no_difference() {
    var comparison = new RunComparison(SCENARIO, true);
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
    var comparison = new RunComparison(SCENARIO, true);
    var together = run(packet("client", "6869", "FIN", "PSH", "ACK"));
    var apart = run(packet("client", "6869", "PSH", "ACK"), packet(2, "client", "", "FIN", "ACK"));

    assertThat(comparison.differences(together, apart)).isEmpty();
  }

  @Test
  void a_reset_instead_of_a_fin_makes_a_difference_where_packets_are_compared() {
    var fin = run(packet("client", "", "FIN", "ACK"));
    var reset = run(packet("client", "", "RST"));

    assertThat(new RunComparison(SCENARIO, true).differences(fin, reset))
        .contains("- client FIN", "+ client RST");
    assertThat(new RunComparison(SCENARIO, false).differences(fin, reset)).isEmpty();
  }

  @Test
  void a_reset_makes_no_difference_after_both_ends_have_sent_fin() {
    var comparison = new RunComparison(SCENARIO, true);
    var bye = packet("client", "", "FIN", "ACK");
    var byeToo = packet("server", "", "FIN", "ACK");
    var reset = packet("server", "", "RST");

    assertThat(comparison.differences(run(bye, byeToo), run(bye, byeToo, reset))).isEmpty();
    assertThat(comparison.differences(run(bye), run(bye, reset))).contains("+ server RST");
  }

  @Test
  void a_scenario_may_normalize_text_and_ignore_the_order_of_directions() {
    var blurring = SCENARIO.normalizing("[0-9]+ bytes", "N bytes");
    assertThat(
            new RunComparison(blurring, true)
                .differences(run(print("12 bytes")), run(print("3 bytes"))))
        .isEmpty();

    var unordered = SCENARIO.withUnordered(true);
    var question = packet("client", "68", "ACK");
    var answer = packet("server", "69", "ACK");
    assertThat(
            new RunComparison(unordered, true)
                .differences(run(question, answer), run(answer, question)))
        .isEmpty();
    assertThat(
            new RunComparison(SCENARIO, true)
                .differences(run(question, answer), run(answer, question)))
        .isNotEmpty();
  }

  @Test
  void windows_and_options_are_not_compared() {
    var comparison = new RunComparison(SCENARIO, true);
    var before = (Event.Packet) packet("client", "68", "ACK");

    assertThat(
            comparison.differences(
                run(before), run(before.withWindow(65536).withOptions(List.of("sackOK")))))
        .isEmpty();
  }

  private static Run run(Event... events) {
    return new Run(
        "x",
        "m",
        "2026-01-01",
        Map.of(),
        List.of(new Run.Participant("server", Lane.SERVER, "by", "command", null, 0)),
        List.of(events),
        Map.of(),
        "x.pcapng");
  }

  private static Event print(String text) {
    return new Event.Print(0, "server", OutputStream.OUT, text);
  }

  private static Event packet(String from, String hex, String... flags) {
    return packet(0, from, hex, flags);
  }

  private static Event packet(long seq, String from, String hex, String... flags) {
    return new Event.Packet(
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
        null,
        List.of(),
        "",
        hex,
        Map.of(),
        false);
  }
}
