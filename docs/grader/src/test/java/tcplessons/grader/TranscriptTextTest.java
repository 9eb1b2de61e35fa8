package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.grader.Event.Kind.CONNECTED;
import static tcplessons.grader.Event.Kind.RECEIVED;
import static tcplessons.grader.Event.Kind.SENT;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the terminal shows bytes. */
class TranscriptTextTest {

  private static final Words WORDS = Words.in(Words.ENGLISH);

  private static Event event(String who, Event.Kind kind, byte[] bytes) {
    return Event.of(Duration.ZERO, who, kind, bytes);
  }

  private static List<String> lines(Event... events) {
    var any = new Phrase("observed.other");
    var deviation = new Deviation(new Signature(Signature.Kind.OTHER, 1), any, any);
    var failure =
        new Verdict.Failure(
            "any", deviation, List.of(events), Optional.empty(), Optional.empty(), List.of(), "");
    var all = new TranscriptText(WORDS).lines(failure);
    return all.subList(1, all.size());
  }

  @Test
  void a_request_is_shown_line_by_line() {
    var request =
        "GET /../folder-2/secret.txt HTTP/1.1\r\nHost: a-name-that-is-not-short.example\r\n\r\n";

    assertThat(lines(event("1", SENT, Bytes.utf8(request))))
        .containsExactly(
            "    +0 ms     80 bytes                                ──▶",
            "              \"GET /../folder-2/secret.txt HTTP/1.1\\r\\n\"",
            "              \"Host: a-name-that-is-not-short.example\\r\\n\"",
            "              \"\\r\\n\"");
  }

  @Test
  void a_text_ends_at_the_right_edge_of_the_terminal_and_after_six_lines() {
    var text = "a long line of the program ".repeat(4) + "\n" + "line\n".repeat(6);

    var lines = lines(event("1", RECEIVED, Bytes.utf8(text)));
    assertThat(lines).hasSize(8);
    assertThat(lines.get(1)).hasSize(PlainText.COLUMNS).endsWith("…\"");
    assertThat(lines.getLast()).endsWith(" ⋮");
  }

  @Test
  void binary_data_is_shown_byte_by_byte() {
    assertThat(lines(event("1", SENT, new byte[] {0, 0, 0, '#'})))
        .containsExactly("    +0 ms     00 00 00 23                             ──▶");
    assertThat(lines(event("1", SENT, Bytes.utf8("A\0\0\0\0\0\0\1kiwi\0"))))
        .containsExactly(
            "    +0 ms     13 bytes                                ──▶",
            "              41 00 00 00 00 00 00 01  A.......",
            "              6b 69 77 69 00           kiwi.");
  }

  @Test
  void long_binary_data_is_abbreviated() {
    var bytes = new byte[8 << 20];
    Arrays.fill(bytes, (byte) 0xFF);

    assertThat(lines(event("1", RECEIVED, bytes)))
        .singleElement()
        .asString()
        .endsWith("◀──    8388608 bytes ff ff ff ff ff ff …");
  }

  @Test
  void a_space_stands_before_the_arrow_if_the_column_is_full() {
    var bytes = new byte[8 << 20];

    assertThat(lines(event("1", CONNECTED, new byte[0]), event("2", SENT, bytes)).getLast())
        .endsWith("client 2  8388608 bytes 00 00 00 00 00 00 … ──▶");
  }
}
