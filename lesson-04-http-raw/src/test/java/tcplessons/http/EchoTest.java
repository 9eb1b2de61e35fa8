package tcplessons.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTest {

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
  void every_method_gets_its_body_back(String method) throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.readResponse().body()).isEqualTo("hello");
    }
  }

  @Test
  void a_chunked_body_comes_back_with_a_content_length() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("5;a=b\r\nhello\r\n").send("1\r\n\r\r\n").send("0\r\nX: y\r\n\r\n");
      var response = client.readResponse();
      assertThat(response.body()).isEqualTo("hello\r");
      assertThat(response.field("Content-Length")).isEqualTo("6");
    }
  }

  /** A transfer coding belongs to one message, a content coding to the content. */
  @Test
  void the_transfer_coding_of_a_body_is_removed_and_its_content_coding_is_kept() throws Exception {
    byte[] compressed = gzip("hello".repeat(100));
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\n");
      client.send("Transfer-Encoding: chunked\r\n\r\n");
      client.send("%x\r\n".formatted(compressed.length)).send(compressed).send("\r\n0\r\n\r\n");
      var response = client.readResponse();
      assertThat(response.body().getBytes(ISO_8859_1)).isEqualTo(compressed);
      assertThat(response.field("Transfer-Encoding")).isNull();
    }
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  @Test
  void a_body_sent_as_html_comes_back_as_binary_data() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = RawClient.connect(running)) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/html\r\n\r\n");
      assertThat(client.readResponse().field("Content-Type")).isEqualTo("application/octet-stream");
    }
  }

  @Test
  void javas_http_client_gets_its_body_back_with_a_length_and_in_chunks() throws Exception {
    var body = new byte[new Limits().maxBodyBytes];
    new Random(4).nextBytes(body);
    try (var running = RunningStep.server(new Echo());
        var client = HttpClient.newHttpClient()) {
      var withLength = BodyPublishers.ofByteArray(body);
      var inChunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
      for (var publisher : new HttpRequest.BodyPublisher[] {withLength, inChunks}) {
        var request =
            HttpRequest.newBuilder(URI.create(RawClient.url(running, "/")))
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

  @Test
  void a_small_heap_is_not_filled_by_bodies_and_other_clients_are_served() throws Exception {
    var head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    var unfinished = Arrays.copyOf(head.getBytes(UTF_8), 1_000_000);
    var clients = new ArrayList<RawClient>();
    try (var process =
        TestProcess.stepWithOptions(List.of("-Xmx32m"), "echo", "--port", "0", "--quiet")) {
      for (int i = 0; i < 60; i++) {
        var client = RawClient.connect(process);
        clients.add(client);
        client.sendUnlessClosed(unfinished);
      }
      try (var other = RawClient.connect(process)) {
        other.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(other.readResponse().body()).isEqualTo("hello");
      }
      assertThat(clients.getLast().readResponse().code()).isEqualTo("503");
      assertThat(process.err.lines()).noneMatch(line -> line.contains("Error"));
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  /** Java's client offers HTTP/2 with an Upgrade field and uses 1.1 if the server ignores it. */
  @Test
  void an_upgrade_to_http_2_is_ignored() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(RawClient.url(running, "/")))
              .version(Version.HTTP_2)
              .POST(BodyPublishers.ofString("hello"))
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(Version.HTTP_1_1);
      assertThat(response.body()).isEqualTo("hello");
    }
  }
}
