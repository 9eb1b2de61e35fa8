package tcplessons.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @Test
  void both_languages_have_the_same_words() {
    assertThat(keys("ko").keySet()).containsExactlyInAnyOrderElementsOf(keys("en").keySet());
  }

  @ParameterizedTest
  @CsvSource({"en,1,1 byte", "en,8192,'8,192 bytes'", "ko,1,1바이트", "ko,8192,'8,192바이트'"})
  void numbers_are_said_as_the_language_says_them(String language, int count, String said) {
    assertThat(Words.in(language).say("run.bytes", count)).isEqualTo(said);
  }

  private static Properties keys(String language) {
    var words = new Properties();
    try (var in = Words.class.getResourceAsStream("words_" + language + ".properties")) {
      words.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return words;
  }
}
