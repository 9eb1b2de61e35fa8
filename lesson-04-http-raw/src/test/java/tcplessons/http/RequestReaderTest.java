package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  private static final String POST = "POST / HTTP/1.1\r\nHost: localhost\r\n";

  @Test
  void a_body_of_a_length_ends_where_the_next_request_begins() throws Exception {
    var reader = reader(Pieces.of(POST + "Content-Length: 5\r\n\r\nhello" + POST + "\r\n"));
    assertThat(reader.read(() -> {}).body()).asString().isEqualTo("hello");
    assertThat(reader.read(() -> {}).body()).isEmpty();
  }

  @Test
  void chunks_are_put_together_and_extensions_and_trailers_left_out() throws Exception {
    var chunks = "3;a=\"b\"\r\nhel\r\n2\r\nlo\r\n0;c\r\nX: y\r\nContent-Length: 9\r\n\r\n";
    var text = POST + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "GET /next HTTP/1.0\r\n\r\n";
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int i = 1; i <= bytes.length; i++) {
      var reader = reader(Pieces.cutAt(i, bytes));
      var request = reader.read(() -> {});
      assertThat(request.body()).asString().isEqualTo("hello");
      assertThat(request.fields().values("X")).isEmpty();
      assertThat(reader.read(() -> {}).target()).isEqualTo("/next");
    }
  }

  @Test
  void a_chunk_may_have_every_byte_in_it() throws Exception {
    var body = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      body.append(c);
    }
    var text = POST + "Transfer-Encoding: chunked\r\n\r\n100\r\n" + body + "\r\n0\r\n\r\n";
    var request = reader(Pieces.ofSize(1, text.getBytes(ISO_8859_1))).read(() -> {});
    assertThat(new String(request.body(), ISO_8859_1)).isEqualTo(body.toString());
  }

  @Test
  void invites_a_body_that_waits_for_it_and_only_such_a_one() throws Exception {
    var head = POST + "Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n";
    assertThat(invitations(Pieces.cutAt(head.length(), (head + "hello").getBytes(ISO_8859_1))))
        .isEqualTo(1);
    assertThat(invitations(Pieces.of(head + "hello"))).isZero(); // has not waited
    var without = POST + "Content-Length: 5\r\n\r\n";
    assertThat(
            invitations(Pieces.cutAt(without.length(), (without + "hello").getBytes(ISO_8859_1))))
        .isZero();
  }

  @Test
  void a_body_of_no_bytes_is_not_invited() throws Exception {
    assertThat(invitations(Pieces.of(POST + "Expect: 100-continue\r\n\r\n"))).isZero();
  }

  @Test
  void keeps_no_more_than_a_head_of_what_never_becomes_one() {
    for (var start : List.of("", "GET /", "GET / HTTP/1.1\r\nX: ")) {
      var endless = Pieces.of(start + "a".repeat(10_000_000));
      assertThat(endless.answers(Limits.DEFAULT)).hasSize(1).doesNotContain("200", "400");
      assertThat(endless.mostRoom()).isLessThanOrEqualTo(2 * Limits.HEAD_BYTES);
    }
  }

  @Test
  void a_promised_body_takes_no_memory_before_it_comes() throws Exception {
    var pieces = Pieces.of(POST + "Content-Length: 1048576\r\n\r\nabc");
    assertThatThrownBy(() -> reader(pieces).read(() -> {}))
        .isInstanceOf(Refused.class)
        .hasMessage("it ends in the middle");
    assertThat(pieces.mostRoom()).isLessThanOrEqualTo(8 * 1024);
  }

  private static int invitations(Pieces pieces) throws Exception {
    var invitations = new AtomicInteger();
    reader(pieces).read(invitations::incrementAndGet);
    return invitations.get();
  }

  private static RequestReader reader(Pieces pieces) {
    return new RequestReader(new Incoming(pieces), Limits.DEFAULT);
  }
}
