package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoServerTest {

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
  void every_method_gets_its_body_back(String method) throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.answer().body()).isEqualTo("hello");
    }
  }

  @Test
  void chunks_come_back_in_one_piece_with_a_length() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5;a=b\r\nhello\r\n").send("1\r\n\r\r\n").send("0\r\nX: y\r\n\r\n");
      var answer = client.answer();
      assertThat(answer.body()).isEqualTo("hello\r");
      assertThat(answer.field("Content-Length")).isEqualTo("6");
    }
  }

  @Test
  void what_a_client_calls_a_page_does_not_become_a_page_of_ours() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\n\r\n");
      assertThat(client.answer().field("Content-Type")).isEqualTo("application/octet-stream");
    }
  }

  @Test
  void javas_own_client_gets_its_bytes_back_with_a_length_and_in_chunks() throws Exception {
    var body = new byte[Limits.BODY_BYTES];
    new Random(4).nextBytes(body);
    try (var running = Running.echo();
        var client = HttpClient.newHttpClient()) {
      var withLength = BodyPublishers.ofByteArray(body);
      var inChunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
      for (var publisher : new HttpRequest.BodyPublisher[] {withLength, inChunks}) {
        var request =
            HttpRequest.newBuilder(URI.create(running.url("/")))
                .version(Version.HTTP_1_1)
                .expectContinue(true)
                .POST(publisher)
                .build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
      }
    }
  }

  /** It asks for HTTP/2 by an Upgrade, and goes on with 1.1 when nobody answers to that. */
  @Test
  void an_upgrade_that_we_do_not_know_is_ignored() throws Exception {
    try (var running = Running.echo();
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(running.url("/")))
              .version(Version.HTTP_2)
              .POST(BodyPublishers.ofString("hello"))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
      assertThat(response.body()).isEqualTo("hello");
    }
  }
}
