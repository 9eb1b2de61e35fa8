package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @ValueSource(strings = {"안녕하세요", "tab\tstays", "👩‍👩‍👧", "e\u0301", "שלום", ""})
  void printable_text_is_not_changed(String text) {
    assertThat(Printable.text(text)).isEqualTo(text);
  }

  @Test
  void escape_characters_are_replaced_and_the_rest_of_the_sequence_stays() {
    assertThat(Printable.text("a\u001b[2Jb")).isEqualTo("a\uFFFD[2Jb");
    assertThat(Printable.text("\u001b]0;title\u0007")).isEqualTo("\uFFFD]0;title\uFFFD");
    assertThat(Printable.text("\u009b2J")).isEqualTo("\uFFFD2J"); // the same in one character, C1
  }

  @Test
  void characters_that_overwrite_a_line_or_end_it_are_replaced() {
    assertThat(Printable.text("me: \r* server says")).isEqualTo("me: \uFFFD* server says");
    assertThat(Printable.text("a\u2028b\u2029c\u0085d\u000be"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    assertThat(Printable.text("a\bb\u007f")).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void characters_that_change_the_direction_of_text_are_replaced() {
    assertThat(Printable.text("a\u202Eb\u2066c\u200Fd")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
  }
}
