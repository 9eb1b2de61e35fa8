package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What each fault does to the bytes. What clients do about it is a matter of runs. */
class BrokenServerTest {

  private static final String HEAD =
      """
      HTTP/1.1 200 Success
      Connection: close
      Content-Length: 142
      Content-Type: text/html; charset=UTF-8
      Date: Sun, 22 ...

      """
          .replace("\n", "\r\n");

  private static final String BODY =
      """
      <!DOCTYPE html>
      <html lang=kr>
          <meta charset=utf-8>
          <title>HELLO HTTP!</title>
          <body>
              <h1>HELLO!</h1>
          </body>
      </html>
      """;

  @Test
  void without_a_fault_it_is_a_good_response() throws Exception {
    assertThat(BODY).hasSize(142);
    assertThat(answer()).isEqualTo(HEAD + BODY);
  }

  @Test
  void leading_newline_is_one_byte_in_front() throws Exception {
    assertThat(answer(Fault.LEADING_NEWLINE)).isEqualTo("\n" + HEAD + BODY);
  }

  @Test
  void indent_is_twelve_spaces_before_every_line_the_empty_one_too() throws Exception {
    assertThat(answer(Fault.INDENT))
        .startsWith("            HTTP/1.1 200 Success\r\n            Connection: close\r\n")
        .contains("\r\n            \r\n            <!DOCTYPE html>");
  }

  @Test
  void bare_lf_is_no_cr_anywhere() throws Exception {
    assertThat(answer(Fault.BARE_LF)).isEqualTo((HEAD + BODY).replace("\r", ""));
  }

  @Test
  void wrong_length_is_the_originals_1573() throws Exception {
    assertThat(answer(Fault.WRONG_LENGTH)).isEqualTo(HEAD.replace("142", "1573") + BODY);
  }

  @Test
  void missing_blank_line_makes_one_of_head_and_body() throws Exception {
    assertThat(answer(Fault.MISSING_BLANK_LINE)).isEqualTo(HEAD.replace("\r\n\r\n", "\r\n") + BODY);
  }

  @Test
  void placeholder_date_is_the_originals_note() throws Exception {
    assertThat(answer(Fault.PLACEHOLDER_DATE))
        .isEqualTo(HEAD.replace("Sun, 22 ...", "Mon ~") + BODY);
  }

  @Test
  void not_http_is_test() throws Exception {
    assertThat(answer(Fault.NOT_HTTP)).isEqualTo("test");
  }

  @Test
  void faults_can_be_combined() throws Exception {
    assertThat(answer(Fault.WRONG_LENGTH, Fault.BARE_LF, Fault.LEADING_NEWLINE))
        .isEqualTo(("\n" + HEAD.replace("142", "1573") + BODY).replace("\r", ""));
  }

  private static String answer(Fault... faults) throws IOException {
    try (var running = Running.broken(faults);
        var client = running.connect()) {
      client.send("GET / HT").send("TP/1.1\r\nHost: a\r\n\r\n"); // it does read to the end
      return client.readToTheEnd().replaceFirst("Date: \\w+, [^\r\n]+", "Date: Sun, 22 ...");
    }
  }
}
