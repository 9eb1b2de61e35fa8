package tcplessons.docs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import tcplessons.docs.model.Event;

class PayloadHtmlTest {

  @Test
  void control_characters_are_written_as_escapes() {
    assertThat(shown("a\tb\0\u001b\r\n")).isEqualTo("a\\tb\\0\\u001b\\r\\n");
  }

  @Test
  void a_new_line_within_the_text_starts_a_new_line() {
    var element = write(packet("one\ntwo\n".getBytes(UTF_8), 8));

    assertThat(element.select("br")).hasSize(1);
    assertThat(element.text()).isEqualTo("one\\n two\\n");
  }

  @Test
  void hangul_stays_hangul() {
    assertThat(shown("안녕하세요")).isEqualTo("안녕하세요");
  }

  @Test
  void bytes_that_are_no_text_are_shown_as_hex() {
    assertThat(write(packet(new byte[] {1, 2, 3}, 3)).text()).isEqualTo("01 02 03");
  }

  @Test
  void a_character_cut_in_two_is_not_taken_for_binary() {
    var half = new byte[] {'a', (byte) 0xed};

    assertThat(write(packet(half, 2)).text()).isEqualTo("a\uFFFD");
  }

  @Test
  void a_long_text_is_cut_and_says_so() {
    assertThat(shown("xy".repeat(250))).isEqualTo("xy".repeat(90) + "…");
  }

  @Test
  void of_a_text_that_repeats_one_letter_only_the_beginning_is_shown() {
    assertThat(shown("x".repeat(500))).isEqualTo("x".repeat(12) + "…");
  }

  @Test
  void cutting_never_halves_a_character_outside_the_basic_plane() {
    assertThat(shown("😀".repeat(200))).isEqualTo("😀".repeat(180) + "…");
  }

  @Test
  void hex_rows_have_offset_bytes_and_ascii() {
    var rows = new PayloadHtml(packet("GET / HTTP".getBytes(UTF_8), 10)).hexRows();

    assertThat(rows)
        .containsExactly(
            "0000  47 45 54 20 2f 20 48 54  GET / HT", "0008  54 50                    TP");
  }

  @Test
  void what_the_hex_rows_leave_out_is_counted_by_the_real_length() {
    var bytes = "y".repeat(512).getBytes(UTF_8);

    assertThat(new PayloadHtml(packet(bytes, 8192)).notInHex()).isEqualTo(8192 - 96);
    assertThat(new PayloadHtml(packet(new byte[] {1}, 1)).notInHex()).isZero();
  }

  private static String shown(String text) {
    return write(packet(text.getBytes(UTF_8), text.getBytes(UTF_8).length)).wholeText();
  }

  private static Element write(Event.Packet packet) {
    var target = new Element("q");
    new PayloadHtml(packet).writeTo(target);
    return target;
  }

  private static Event.Packet packet(byte[] bytes, int length) {
    return new Event.Packet(
        0,
        "client",
        "server",
        true,
        1,
        "127.0.0.1:50000",
        "127.0.0.1:5000",
        List.of("PSH", "ACK"),
        1,
        1,
        length,
        null,
        List.of(),
        new String(bytes, UTF_8),
        HexFormat.of().formatHex(bytes),
        Map.of(),
        false);
  }
}
