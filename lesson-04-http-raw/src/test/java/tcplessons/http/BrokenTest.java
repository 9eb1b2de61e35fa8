package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bytes that the server sends with each fault. How clients react is shown by runs. */
class BrokenTest {

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
  void without_a_fault_the_response_is_valid() throws Exception {
    assertThat(BODY).hasSize(142);
    assertThat(response()).isEqualTo(HEAD + BODY);
  }

  @Test
  void leading_newline_is_one_byte_before_the_status_line() throws Exception {
    assertThat(response(Fault.LEADING_NEWLINE)).isEqualTo("\n" + HEAD + BODY);
  }

  @Test
  void indent_puts_twelve_spaces_before_every_line_also_the_empty_one() throws Exception {
    assertThat(response(Fault.INDENT))
        .startsWith("            HTTP/1.1 200 Success\r\n            Connection: close\r\n")
        .contains("\r\n            \r\n            <!DOCTYPE html>");
  }

  @Test
  void bare_lf_has_no_cr() throws Exception {
    assertThat(response(Fault.BARE_LF)).isEqualTo((HEAD + BODY).replace("\r", ""));
  }

  @Test
  void wrong_length_is_the_originals_1573() throws Exception {
    assertThat(response(Fault.WRONG_LENGTH)).isEqualTo(HEAD.replace("142", "1573") + BODY);
  }

  @Test
  void missing_blank_line_leaves_out_the_line_between_head_and_body() throws Exception {
    assertThat(response(Fault.MISSING_BLANK_LINE))
        .isEqualTo(HEAD.replace("\r\n\r\n", "\r\n") + BODY);
  }

  @Test
  void placeholder_date_is_the_originals_note() throws Exception {
    assertThat(response(Fault.PLACEHOLDER_DATE))
        .isEqualTo(HEAD.replace("Sun, 22 ...", "Mon ~") + BODY);
  }

  @Test
  void not_http_is_the_text_test() throws Exception {
    assertThat(response(Fault.NOT_HTTP)).isEqualTo("test");
  }

  @Test
  void faults_can_be_combined() throws Exception {
    assertThat(response(Fault.WRONG_LENGTH, Fault.BARE_LF, Fault.LEADING_NEWLINE))
        .isEqualTo(("\n" + HEAD.replace("142", "1573") + BODY).replace("\r", ""));
  }

  @Test
  void head_gets_no_content() throws Exception {
    try (var running = RunningStep.server(new Broken());
        var client = RawClient.connect(running)) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readResponseToHead().field("Content-Length")).isEqualTo("142");
      assertThat(client.readUntilEof()).isEmpty();
    }
  }

  @Test
  void a_client_that_waits_for_100_continue_gets_it() throws Exception {
    try (var running = RunningStep.server(new Broken());
        var client = RawClient.connect(running)) {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.readResponse().code()).isEqualTo("100");
      assertThat(client.send("hello").readResponse().code()).isEqualTo("200");
    }
  }

  private static String response(Fault... faults) throws IOException {
    var options = Stream.of(faults).flatMap(fault -> Stream.of("--fault", fault.toString()));
    try (var running = RunningStep.server(new Broken(), options.toArray(String[]::new));
        var client = RawClient.connect(running)) {
      client
          .send("GET / HT")
          .send("TP/1.1\r\nHost: a\r\n\r\n"); // the server reads the whole request
      return client.readUntilEof().replaceFirst("Date: \\w+, [^\r\n]+", "Date: Sun, 22 ...");
    }
  }
}
