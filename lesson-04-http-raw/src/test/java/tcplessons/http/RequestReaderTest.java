package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\n";

  @Test
  void a_body_with_a_length_ends_where_the_next_request_begins() throws Exception {
    var reader = reader(FakeSource.whole(POST + "Content-Length: 5\r\n\r\nhello" + POST + "\r\n"));
    assertThat(reader.read(_ -> true).body()).asString().isEqualTo("hello");
    assertThat(reader.read(_ -> true).body()).isEmpty();
  }

  @Test
  void chunks_are_joined_and_extensions_and_trailers_are_discarded() throws Exception {
    var chunks = "3;a=\"b\"\r\nhel\r\n2\r\nlo\r\n0;c\r\nX: y\r\nContent-Length: 9\r\n\r\n";
    var text = POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "GET /next HTTP/1.0\r\n\r\n";
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int i = 1; i <= bytes.length; i++) {
      var reader = reader(FakeSource.cutAt(i, bytes));
      var request = reader.read(_ -> true);
      assertThat(request.body()).asString().isEqualTo("hello");
      assertThat(request.fields().values("X")).isEmpty();
      assertThat(reader.read(_ -> true).target()).isEqualTo("/next");
    }
  }

  @Test
  void a_chunk_may_contain_any_byte() throws Exception {
    var body = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      body.append(c);
    }
    var text = POST + "Transfer-Encoding: chunked\r\n\r\n100\r\n" + body + "\r\n0\r\n\r\n";
    var request = reader(FakeSource.inPiecesOf(1, text.getBytes(ISO_8859_1))).read(_ -> true);
    assertThat(new String(request.body(), ISO_8859_1)).isEqualTo(body.toString());
  }

  @Test
  void continue_is_sent_only_if_the_client_waits_for_it() throws Exception {
    var head = POST + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n";
    assertThat(
            continuesSent(FakeSource.cutAt(head.length(), (head + "hello").getBytes(ISO_8859_1))))
        .isEqualTo(1);
    assertThat(continuesSent(FakeSource.whole(head + "hello"))).isZero(); // does not wait
    var without = POST + "Content-Length: 5\r\n\r\n";
    assertThat(
            continuesSent(
                FakeSource.cutAt(without.length(), (without + "hello").getBytes(ISO_8859_1))))
        .isZero();
  }

  @Test
  void continue_is_not_sent_for_a_request_without_a_body() throws Exception {
    assertThat(continuesSent(FakeSource.whole(POST + "Expect: 100-continue\r\n\r\n"))).isZero();
  }

  @Test
  void a_body_that_is_not_wanted_is_not_read() throws Exception {
    var head = POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    byte[] bytes = (head + "hello").getBytes(ISO_8859_1);
    var request = reader(FakeSource.cutAt(head.length(), bytes)).read(_ -> false);
    assertThat(request.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r", "\r\n"})
  void an_empty_line_before_eof_is_no_request(String text) throws Exception {
    byte[] bytes = text.getBytes(ISO_8859_1);
    assertThat(reader(FakeSource.whole(bytes)).awaitRequest()).isFalse();
    assertThat(reader(FakeSource.inPiecesOf(1, bytes)).awaitRequest()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\rx", "\r\n\r", "\r\nGET", "G"})
  void other_bytes_begin_a_request(String text) throws Exception {
    assertThat(reader(FakeSource.whole(text)).awaitRequest()).isTrue();
    assertThat(reader(FakeSource.inPiecesOf(1, text.getBytes(ISO_8859_1))).awaitRequest()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'HEAD / HTTP/1.1\r\n\r\n', HEAD",
    "'\r\nHEAD / HTTP/1.1\r\n\r\n', HEAD",
    "'HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc', HEAD",
    "'HEAD /', HEAD",
    "'GET / HTTP/1.1\r\n\r\n', GET",
    "'HEA', ''",
    "'(/ HTTP/1.1\r\n\r\n', ''",
  })
  void the_method_of_a_refused_request_is_known(String text, String method) {
    var bytes = text.replace("\\r", "\r").replace("\\n", "\n");
    var reader = reader(FakeSource.whole(bytes));
    assertThatThrownBy(() -> reader.read(_ -> true)).isInstanceOf(HttpError.class);
    assertThat(reader.method()).isEqualTo(method);
  }

  @Test
  void an_endless_head_uses_no_more_memory_than_a_head_may() {
    for (var start : List.of("", "GET /", "GET / HTTP/1.1\r\nX: ")) {
      var endless = FakeSource.whole(start + "a".repeat(10_000_000));
      assertThat(endless.statusCodes(new Limits())).hasSize(1).doesNotContain("200", "400");
      assertThat(endless.largestBuffer()).isLessThanOrEqualTo(2 * new Limits().maxHeadBytes);
    }
  }

  @Test
  void a_body_uses_no_memory_before_it_arrives() throws Exception {
    var pieces = FakeSource.whole(POST + "Content-Length: 1048576\r\n\r\nabc");
    assertThatThrownBy(() -> reader(pieces).read(_ -> true))
        .isInstanceOf(HttpError.class)
        .hasMessage("it ends in the middle");
    assertThat(pieces.largestBuffer()).isLessThanOrEqualTo(8 * 1024);
  }

  private static int continuesSent(FakeSource pieces) throws Exception {
    var continues = new AtomicInteger();
    reader(pieces).read(_ -> continues.incrementAndGet() > 0);
    return continues.get();
  }

  private static RequestReader reader(FakeSource pieces) {
    return new RequestReader(new InputBuffer(pieces), new Limits());
  }
}
