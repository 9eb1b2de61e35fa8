package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tcplessons.broadcast.LineSplitter.Result;

class LineSplitterTest {

  private static final LineSplitter SPLITTER = new LineSplitter(8);

  /** The results for a stream that arrives in these segments. */
  private static List<String> split(String... segments) {
    var buffer = ByteBuffer.allocate(SPLITTER.bufferBytes());
    var results = new ArrayList<String>();
    for (var segment : segments) {
      buffer.put(segment.getBytes(UTF_8)).flip();
      boolean more = true;
      while (more) {
        var result = SPLITTER.next(buffer);
        results.add(
            switch (result) {
              case Result.Line(var bytes) -> new String(bytes, UTF_8);
              case Result.Incomplete() -> "...";
              case Result.TooLong() -> "too long";
            });
        more = result instanceof Result.Line;
      }
      buffer.compact();
    }
    return results;
  }

  @Test
  void a_line_in_several_segments_is_one_line() {
    assertThat(split("h", "i\n")).containsExactly("...", "hi", "...");
    assertThat(split("hi", "\n")).containsExactly("...", "hi", "...");
  }

  @Test
  void several_lines_in_one_segment_are_several_lines() {
    assertThat(split("one\ntwo\nth")).containsExactly("one", "two", "...");
  }

  @Test
  void a_line_may_end_with_cr_lf_even_in_two_segments() {
    assertThat(split("hi\r\n")).containsExactly("hi", "...");
    assertThat(split("hi\r", "\n")).containsExactly("...", "hi", "...");
    assertThat(split("a\rb\n")).containsExactly("a\rb", "...");
  }

  @Test
  void an_empty_line_is_a_line() {
    assertThat(split("\n\r\n")).containsExactly("", "", "...");
  }

  @Test
  void a_line_of_the_maximum_length_is_a_line_and_one_byte_more_is_too_long() {
    assertThat(split("12345678\n")).containsExactly("12345678", "...");
    assertThat(split("12345678\r\n")).containsExactly("12345678", "...");
    assertThat(split("123456789\n")).containsExactly("too long");
    assertThat(split("1234567890")).containsExactly("too long");
    assertThat(split("12345678")).containsExactly("...");
  }

  @Test
  void a_character_may_be_split_between_segments() {
    var bytes = "글\n".getBytes(UTF_8);
    var buffer = ByteBuffer.allocate(SPLITTER.bufferBytes());
    buffer.put(bytes, 0, 2).flip();
    assertThat(SPLITTER.next(buffer)).isInstanceOf(Result.Incomplete.class);
    buffer.compact().put(bytes, 2, 2).flip();
    assertThat(SPLITTER.next(buffer))
        .isInstanceOfSatisfying(
            Result.Line.class, line -> assertThat(line.bytes()).asString(UTF_8).isEqualTo("글"));
  }
}
