package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.broadcast.LineSplitter.Cut;

class LineSplitterTest {

  private static final LineSplitter SPLITTER = new LineSplitter(8);

  /** What comes of these pieces, as a reader feeds them. */
  private static List<String> cut(String... pieces) {
    var buffer = ByteBuffer.allocate(SPLITTER.capacity());
    var cuts = new ArrayList<String>();
    for (var piece : pieces) {
      buffer.put(piece.getBytes(UTF_8)).flip();
      boolean more = true;
      while (more) {
        var cut = SPLITTER.next(buffer);
        cuts.add(
            switch (cut) {
              case Cut.Line(var bytes) -> new String(bytes, UTF_8);
              case Cut.Incomplete() -> "...";
              case Cut.TooLong() -> "too long";
            });
        more = cut instanceof Cut.Line;
      }
      buffer.compact();
    }
    return cuts;
  }

  @Test
  void a_line_is_whole_however_it_was_cut() {
    assertThat(cut("h", "i\n")).containsExactly("...", "hi", "...");
    assertThat(cut("hi", "\n")).containsExactly("...", "hi", "...");
  }

  @Test
  void lines_that_came_together_are_several_lines() {
    assertThat(cut("one\ntwo\nth")).containsExactly("one", "two", "...");
  }

  @Test
  void telnet_ends_its_lines_with_cr_lf_and_the_two_may_be_torn_apart() {
    assertThat(cut("hi\r\n")).containsExactly("hi", "...");
    assertThat(cut("hi\r", "\n")).containsExactly("...", "hi", "...");
    assertThat(cut("a\rb\n")).containsExactly("a\rb", "...");
  }

  @Test
  void an_empty_line_is_a_line() {
    assertThat(cut("\n\r\n")).containsExactly("", "", "...");
  }

  @Test
  void a_line_at_the_limit_is_a_line_and_one_byte_more_is_too_long() {
    assertThat(cut("12345678\n")).containsExactly("12345678", "...");
    assertThat(cut("12345678\r\n")).containsExactly("12345678", "...");
    assertThat(cut("123456789\n")).containsExactly("too long");
    assertThat(cut("1234567890")).containsExactly("too long");
    assertThat(cut("12345678")).containsExactly("...");
  }

  @Test
  void a_character_may_be_cut_in_the_middle() {
    var bytes = "글\n".getBytes(UTF_8);
    var buffer = ByteBuffer.allocate(SPLITTER.capacity());
    buffer.put(bytes, 0, 2).flip();
    assertThat(SPLITTER.next(buffer)).isInstanceOf(Cut.Incomplete.class);
    buffer.compact().put(bytes, 2, 2).flip();
    assertThat(SPLITTER.next(buffer))
        .isInstanceOfSatisfying(
            Cut.Line.class, line -> assertThat(line.bytes()).asString(UTF_8).isEqualTo("글"));
  }
}
