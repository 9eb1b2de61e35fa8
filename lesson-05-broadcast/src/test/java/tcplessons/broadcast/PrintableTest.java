package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  private static String printable(String text) {
    return Printable.of(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"안녕하세요", "tab\tstays", "👩‍👩‍👧", "e\u0301", "שלום", ""})
  void what_is_for_the_eye_stays_as_it_is(String text) {
    assertThat(printable(text)).isEqualTo(text);
  }

  @Test
  void escape_sequences_lose_their_escape() {
    assertThat(printable("a\u001b[2Jb")).isEqualTo("a\uFFFD[2Jb");
    assertThat(printable("\u001b]0;title\u0007")).isEqualTo("\uFFFD]0;title\uFFFD");
    assertThat(printable("\u009b2J")).isEqualTo("\uFFFD2J"); // the same in one character, C1
  }

  @Test
  void a_line_cannot_overwrite_itself_or_look_like_two() {
    assertThat(printable("me: \r* server says")).isEqualTo("me: \uFFFD* server says");
    assertThat(printable("a\u2028b\u2029c\u0085d\u000be"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    assertThat(printable("a\bb\u007f")).isEqualTo("a\uFFFDb\uFFFD");
  }

  @Test
  void text_cannot_be_turned_around() {
    assertThat(printable("a\u202Eb\u2066c\u200Fd")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c0af", "ed", "eda080", "f8888080", "fff4fffd06"})
  void what_is_not_utf_8_is_no_text(String hex) {
    assertThat(Printable.of(HexFormat.of().parseHex(hex)))
        .contains("\uFFFD")
        .doesNotContainPattern("[^\uFFFD]");
  }
}
