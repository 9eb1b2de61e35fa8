package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InspectServerTest {

  @Test
  void shows_what_comes_with_its_line_ends_and_answers_test() throws Exception {
    try (var running = Running.inspect();
        var client = running.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.readToTheEnd()).isEqualTo("test");
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
  void a_connection_on_which_nothing_is_said_keeps_nobody_waiting_and_is_told() throws Exception {
    try (var running = Running.inspect();
        var silent = running.connect()) {
      running.out.awaitLine("#1 connect address : 127.0.0.1");
      try (var client = running.connect()) {
        client.send("hello");
        assertThat(client.readToTheEnd()).isEqualTo("test");
      }
      silent.end();
      assertThat(silent.readToTheEnd()).isEmpty();
      running.out.awaitLine("#1 has ended without a word");
    }
  }

  @Test
  void silence_has_its_limit() throws Exception {
    var limits = Limits.builder().idleTime(Duration.ofMillis(200)).build();
    try (var running = Running.start(limits, InspectServer::new);
        var silent = running.connect()) {
      assertThat(silent.readToTheEnd()).isEmpty();
      running.out.awaitLine("#1 is closed: it has been silent for too long");
    }
  }

  /** The fault that the next step repairs. */
  @Test
  void a_request_in_two_pieces_is_answered_after_the_first() throws Exception {
    try (var running = Running.inspect();
        var client = running.connect()) {
      client.send("GET / HT");
      assertThat(client.readToTheEnd()).isEqualTo("test");
      running.out.awaitLine("#1   GET / HT");
    }
  }

  @Test
  void control_characters_are_shown_and_not_obeyed() throws Exception {
    try (var running = Running.inspect();
        var client = running.connect()) {
      client.send("\u001b[2J\u0007\t\0\n");
      client.readToTheEnd();
      running.out.awaitLine("#1   \uFFFD[2J\uFFFD\uFFFD\uFFFD\\n");
    }
  }

  @Test
  void javas_own_client_takes_test_for_no_answer() throws Exception {
    try (var running = Running.inspect();
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(running.url("/"))).build();
      assertThatThrownBy(() -> client.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class)
          .hasStackTraceContaining("parsing HTTP/1.1 status line, receiving [test]");
    }
  }
}
