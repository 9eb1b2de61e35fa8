package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.http.Status.BAD_REQUEST;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.http.Fields.Field;
import tcplessons.http.ParseResult.Complete;
import tcplessons.http.ParseResult.Incomplete;
import tcplessons.http.ParseResult.Malformed;

/** What {@link HostileRequestTest} does not cover. */
class HeadParserTest {

  private static final String HEAD =
      "GET /a?b=c HTTP/1.1\r\nHost: localhost:5000\r\nAccept: */*\r\nX:\r\n\r\n";

  private final HeadParser parser = new HeadParser(new Limits());

  @Test
  void a_whole_head_is_complete_and_has_its_length() {
    var parsed = (Complete<Head>) parse(HEAD + "GET /next HTTP/1.1\r\n");
    assertThat(parsed.length()).isEqualTo(HEAD.length());
    var head = parsed.value();
    assertThat(head.method()).isEqualTo("GET");
    assertThat(head.target()).isEqualTo("/a?b=c");
    assertThat(head.minor()).isEqualTo(1);
    assertThat(head.framing()).isEqualTo(new Framing.Length(0));
    assertThat(head.fields().all())
        .containsExactly(
            new Field("Host", "localhost:5000"), new Field("Accept", "*/*"), new Field("X", ""));
  }

  @Test
  void every_prefix_of_a_head_is_incomplete() {
    for (int i = 0; i < HEAD.length(); i++) {
      assertThat(parse(HEAD.substring(0, i))).as("%d bytes", i).isEqualTo(new Incomplete<>());
    }
  }

  @Test
  void bytes_outside_the_given_range_are_not_read() {
    byte[] bytes = ("\0" + HEAD + "\0").getBytes(ISO_8859_1);
    var parsed = (Complete<Head>) parser.parse(bytes, 1, bytes.length - 1);
    assertThat(parsed.length()).isEqualTo(HEAD.length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 |                        | true",
        "HTTP/1.1 | Connection: close      | false",
        "HTTP/1.1 | Connection: x, CLOSE   | false",
        "HTTP/1.1 | Connection: keep-alive | true",
        "HTTP/1.0 |                        | false",
        "HTTP/1.0 | Connection: Keep-Alive | true",
        "HTTP/1.0 | Connection: keep-alive, close | false",
      })
  void version_and_connection_field_decide_whether_the_connection_stays_open(
      String version, String field, boolean persists) {
    var fields = field == null ? "" : field + "\r\n";
    var head = complete("GET / " + version + "\r\nHost: localhost\r\n" + fields + "\r\n");
    assertThat(head.keepsAlive()).isEqualTo(persists);
  }

  @Test
  void expect_is_ignored_in_http_1_0() {
    var fields = "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    assertThat(complete("POST / HTTP/1.1\r\nHost: a\r\n" + fields).expectsContinue()).isTrue();
    assertThat(complete("POST / HTTP/1.0\r\n" + fields).expectsContinue()).isFalse();
  }

  @Test
  void the_reason_contains_no_bytes_of_the_request() {
    var parsed = (Malformed<Head>) parse("GET / HTTP/1.1\r\nX: \u001b[2J\r\n");
    assertThat(parsed).isEqualTo(new Malformed<>(BAD_REQUEST, "a control character"));
  }

  private Head complete(String text) {
    return ((Complete<Head>) parse(text)).value();
  }

  private ParseResult<Head> parse(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return parser.parse(bytes, 0, bytes.length);
  }
}
