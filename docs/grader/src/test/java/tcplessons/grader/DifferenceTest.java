package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.grader.Event.Kind.EXITED;
import static tcplessons.grader.Event.Kind.RECEIVED;
import static tcplessons.grader.Event.Kind.SENT;
import static tcplessons.grader.Signature.Kind.MORE;
import static tcplessons.grader.Signature.Kind.WRONG;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the report shows which byte is wrong. */
class DifferenceTest {

  private static final Words WORDS = Words.in(Words.ENGLISH);
  private static final Phrase ANY = new Phrase("observed.other");

  private static String observed(String expected, String came) {
    var phrase = Difference.phrase("wrong", Bytes.utf8(expected), Bytes.utf8(came));
    return WORDS.say(phrase, reason -> reason);
  }

  private static Event event(String who, Event.Kind kind, int count) {
    return Event.of(Duration.ZERO, who, kind, new byte[count]);
  }

  private static List<String> marked(Deviation deviation, List<Event> events) {
    var failure =
        new Verdict.Failure(
            "any", deviation, events, Optional.empty(), Optional.empty(), List.of(), "");
    return new TranscriptText(WORDS)
        .lines(failure).stream().filter(line -> line.contains("←")).toList();
  }

  private static Deviation deviation(Signature.Kind kind) {
    return new Deviation(new Signature(kind, 1), ANY, ANY);
  }

  @Test
  void the_first_byte_that_differs_is_shown_with_its_neighbours() {
    assertThat(observed("a line with a \r in it\n", "a line with a \n in it\nand more"))
        .isEqualTo(
            "30 bytes \"a line with a \\n in it\\nand more\" came\n"
                + "byte 15 of 22: expected 0d in \" a \\r in\", came 0a in \" a \\n in\"");
  }

  @Test
  void what_is_short_is_compared_by_eye() {
    assertThat(observed("kiwi\n", "ki\n")).isEqualTo("\"ki\\n\" came");
    assertThat(observed("kiwi\n", "ki\nwi\n and more")).isEqualTo("\"ki\\nwi\\n and more\" came");
  }

  @Test
  void the_mark_stands_at_the_piece_with_the_byte_that_differs() {
    var events =
        List.of(
            event("1", RECEIVED, 20),
            event("2", RECEIVED, 21),
            event("1", SENT, 1),
            event("1", RECEIVED, 22),
            event("1", SENT, 1),
            event("1", RECEIVED, 23));

    assertThat(marked(deviation(WRONG).at(new Deviation.Place("1", RECEIVED, 41)), events))
        .singleElement()
        .asString()
        .contains("22 bytes", "← wrong");
  }

  @Test
  void the_marked_piece_is_shown_also_in_the_middle_of_a_long_transcript() {
    var events = new ArrayList<Event>();
    for (int i = 0; i < 100; i++) {
      events.add(event("1", SENT, 1));
      events.add(event("1", RECEIVED, 100 + i));
    }

    assertThat(marked(deviation(WRONG).at(new Deviation.Place("1", RECEIVED, 5_000)), events))
        .singleElement()
        .asString()
        .contains("141 bytes");
  }

  @Test
  void what_is_no_data_is_not_marked() {
    var events = List.of(event("1", SENT, 1), event("", EXITED, 1));

    assertThat(marked(deviation(MORE), events)).isEmpty();
  }
}
