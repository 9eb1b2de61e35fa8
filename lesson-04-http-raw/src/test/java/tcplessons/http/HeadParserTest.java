package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.http.Status.BAD_REQUEST;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.http.Fields.Field;
import tcplessons.http.Parsed.Complete;
import tcplessons.http.Parsed.Incomplete;
import tcplessons.http.Parsed.Malformed;

/** What the corpus of hostile requests does not say already: {@link HostileTest}. */
class HeadParserTest {

  private static final String HEAD =
      "GET /a?b=c HTTP/1.1\r\nHost: localhost:5000\r\nAccept: */*\r\nX:\r\n\r\n";

  private final HeadParser parser = new HeadParser(Limits.DEFAULT);

  @Test
  void a_whole_head_is_complete_and_says_how_many_bytes_it_took() {
    var parsed = (Complete<Head>) parse(HEAD + "GET /next HTTP/1.1\r\n");
    assertThat(parsed.taken()).isEqualTo(HEAD.length());
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
  void every_beginning_of_a_head_is_incomplete() {
    for (int i = 0; i < HEAD.length(); i++) {
      assertThat(parse(HEAD.substring(0, i))).as("%d bytes", i).isEqualTo(new Incomplete<>());
    }
  }

  @Test
  void it_looks_at_its_own_bytes_only() {
    byte[] bytes = ("\0" + HEAD + "\0").getBytes(ISO_8859_1);
    var parsed = (Complete<Head>) parser.parse(bytes, 1, bytes.length - 1);
    assertThat(parsed.taken()).isEqualTo(HEAD.length());
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
  void whether_the_connection_persists(String version, String field, boolean persists) {
    var fields = field == null ? "" : field + "\r\n";
    var head = complete("GET / " + version + "\r\nHost: localhost\r\n" + fields + "\r\n");
    assertThat(head.keepsAlive()).isEqualTo(persists);
  }

  @Test
  void expect_means_nothing_in_http_1_0() {
    var fields = "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    assertThat(complete("POST / HTTP/1.1\r\nHost: a\r\n" + fields).expectsContinue()).isTrue();
    assertThat(complete("POST / HTTP/1.0\r\n" + fields).expectsContinue()).isFalse();
  }

  @Test
  void the_reason_has_nothing_of_what_was_sent() {
    var parsed = (Malformed<Head>) parse("GET / HTTP/1.1\r\nX: \u001b[2J\r\n");
    assertThat(parsed).isEqualTo(new Malformed<>(BAD_REQUEST, "a control character"));
  }

  private Head complete(String text) {
    return ((Complete<Head>) parse(text)).value();
  }

  private Parsed<Head> parse(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return parser.parse(bytes, 0, bytes.length);
  }
}
