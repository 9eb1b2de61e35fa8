package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelloTest {

  // tag::exact[]
  @Test
  void the_response_is_exactly_these_bytes() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = RawClient.connect(running)) {
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(client.readUntilEof().replaceFirst("Date: [^\r]+", "Date: Sun, 22 ..."))
          .isEqualTo(
              "HTTP/1.1 200 OK\r\n"
                  + "Date: Sun, 22 ...\r\n"
                  + "Connection: close\r\n"
                  + "Content-Type: text/html; charset=utf-8\r\n"
                  + "Content-Length: 122\r\n"
                  + "\r\n"
                  + "<!DOCTYPE html>\n<html lang=\"ko\">\n<meta charset=\"utf-8\">\n"
                  + "<title>HELLO HTTP!</title>\n<body>\n<h1>HELLO!</h1>\n</body>\n</html>\n");
    }
  }

  // end::exact[]

  @Test
  void the_date_has_the_format_of_rfc_9110() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = RawClient.connect(running)) {
      var date = client.send("GET / HTTP/1.0\r\n\r\n").readResponse().field("Date");
      assertThat(date)
          .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z][a-z] \\d{4} [\\d:]{8} GMT");
      assertThat(HttpDate.parse(date)).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, 405, 'GET, HEAD'",
    "DELETE, 405, 'GET, HEAD'",
    "OPTIONS, 405, 'GET, HEAD'",
    "BREW, 501,",
    "get, 501,",
  })
  void other_methods_get_an_error_and_the_connection_stays_open(
      String method, String code, String allow) throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = RawClient.connect(running)) {
      for (int i = 0; i < 2; i++) {
        client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
        var response = client.readResponse();
        assertThat(response.code()).isEqualTo(code);
        assertThat(response.field("Allow")).isEqualTo(allow);
      }
    }
  }

  @Test
  void a_client_that_waits_for_100_continue_gets_the_refusal_of_its_method() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = RawClient.connect(running)) {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n");
      client.send("Content-Length: 900000\r\n\r\n");
      var responses = client.readResponses();
      assertThat(responses).extracting(ClientResponse::code).containsExactly("405");
      assertThat(responses.getFirst().field("Connection")).isEqualTo("close");
    }
  }

  // tag::java[]
  @Test
  void javas_http_client_gets_the_page() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(RawClient.url(running, "/"))).build();
      for (int i = 0; i < 3; i++) {
        var response = client.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("<h1>HELLO!</h1>");
      }
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1", // one connection for all three
              "GET / -> 200 OK",
              "GET / -> 200 OK",
              "GET / -> 200 OK");
    }
  }
  // end::java[]
}
