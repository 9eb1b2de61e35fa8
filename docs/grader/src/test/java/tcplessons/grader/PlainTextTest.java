package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void code_keeps_its_backticks_and_is_not_broken_at_the_end_of_a_line() {
    var code = "`Content-Length: 5`";
    for (int words = 15; words < 19; words++) {
      var text = PlainText.of(List.of("word ".repeat(words) + code + ", and more"), "", "en");

      assertThat(text.lines()).anyMatch(line -> line.contains(code));
      assertThat(text.lines()).allMatch(line -> line.length() <= PlainText.COLUMNS);
    }
  }

  @Test
  void an_address_follows_its_word_and_in_korean_without_a_space() {
    var english = List.of("See xref:lesson-01.adoc#reading[the reason].");
    var korean = List.of("xref:lesson-01.adoc#reading[이유]를 봅니다.");

    assertThat(PlainText.of(english, "", "en"))
        .isEqualTo("See the reason (http://localhost:8000/en/lesson-01.html#reading).");
    assertThat(PlainText.of(korean, "", "ko"))
        .isEqualTo("이유(http://localhost:8000/ko/lesson-01.html#reading)를 봅니다.");
  }
}
