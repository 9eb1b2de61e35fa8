package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Facts about text in Java that the page cites. */
class JavaTextFactsTest {

  // tag::text-block[]
  @Test
  void a_text_block_has_no_leading_newline_no_indentation_and_only_line_feeds() {
    var text =
        """
        HTTP/1.1 200 OK
        Connection: close
        """;
    assertThat(text).isEqualTo("HTTP/1.1 200 OK\nConnection: close\n");
  }

  // end::text-block[]

  @Test
  void a_length_in_characters_is_not_a_length_in_bytes() {
    assertThat("안녕!").hasSize(3);
    assertThat("안녕!".getBytes(UTF_8)).hasSize(7);
  }

  @Test
  void kr_is_kanuri_and_ko_is_korean() {
    assertThat(Locale.forLanguageTag("kr").getDisplayLanguage(Locale.ENGLISH)).isEqualTo("Kanuri");
    assertThat(Locale.forLanguageTag("ko").getDisplayLanguage(Locale.ENGLISH)).isEqualTo("Korean");
  }
}
