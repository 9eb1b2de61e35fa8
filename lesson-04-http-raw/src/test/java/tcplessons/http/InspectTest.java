package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class InspectTest {

  @Test
  void prints_the_bytes_with_their_line_ends_and_responds_with_test() throws Exception {
    try (var running = RunningStep.server(new Inspect());
        var client = RawClient.connect(running)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readUntilEof()).isEqualTo("test");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "#1 connect address : 127.0.0.1",
              "#1 27 bytes:",
              "#1   GET / HTTP/1.1\\r\\n",
              "#1   Host: a\\r\\n",
              "#1   \\r\\n",
              "#1 answered: test");
    }
  }

  @Test
  void an_idle_connection_does_not_delay_others_and_its_eof_is_printed() throws Exception {
    try (var running = RunningStep.server(new Inspect());
        var idle = RawClient.connect(running)) {
      running.out.awaitLine("#1 connect address : 127.0.0.1");
      try (var client = RawClient.connect(running)) {
        client.send("hello");
        assertThat(client.readUntilEof()).isEqualTo("test");
      }
      idle.shutdownOutput();
      assertThat(idle.readUntilEof()).isEmpty();
      running.out.awaitLine("#1 has ended without a word");
    }
  }

  @Test
  void an_idle_connection_is_closed_after_the_idle_time() throws Exception {
    try (var running = RunningStep.server(new Inspect(), "--idle-time", "200ms");
        var idle = RawClient.connect(running)) {
      assertThat(idle.readUntilEof()).isEmpty();
      running.out.awaitLine("#1 is closed: it has been silent for too long");
    }
  }

  /** The mistake that the step {@code hello} corrects. */
  @Test
  void a_request_in_two_segments_gets_its_response_after_the_first() throws Exception {
    try (var running = RunningStep.server(new Inspect());
        var client = RawClient.connect(running)) {
      client.send("GET / HT");
      assertThat(client.readUntilEof()).isEqualTo("test");
      running.out.awaitLine("#1   GET / HT");
    }
  }

  @Test
  void control_characters_are_printed_as_replacement_characters() throws Exception {
    try (var running = RunningStep.server(new Inspect());
        var client = RawClient.connect(running)) {
      client.send("\u001b[2J\u0007\t\0\n");
      client.readUntilEof();
      running.out.awaitLine("#1   \uFFFD[2J\uFFFD\\t\uFFFD\\n");
    }
  }

  @Test
  void javas_http_client_rejects_the_response_test() throws Exception {
    try (var running = RunningStep.server(new Inspect());
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(RawClient.url(running, "/"))).build();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("parsing HTTP/1.1 status line, receiving [test]");
    }
  }
}
