package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node.js: its clients with the lesson's servers, its HTTP server, and the original. */
class NodeTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void both_node_clients_get_the_page() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var ask = TestProcess.node("ask.js", RawClient.url(running, "/"))) {
      assertThat(ask.exitCode()).isZero();
      assertThat(ask.out.lines()).containsExactly("http: 200, 122 bytes", "fetch: 200, 122 bytes");
    }
  }

  @Test
  void both_node_clients_get_a_file(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("a.bin"), new byte[300_000]);
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString());
        var ask = TestProcess.node("ask.js", RawClient.url(running, "/a.bin"))) {
      assertThat(ask.exitCode()).isZero();
      assertThat(ask.out.lines())
          .containsExactly("http: 200, 300000 bytes", "fetch: 200, 300000 bytes");
    }
  }

  @Test
  void both_node_clients_get_back_their_body_with_a_length_and_in_chunks() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var post = TestProcess.node("post.js", RawClient.url(running, "/"))) {
      assertThat(post.exitCode()).isZero();
      assertThat(post.out.lines()).containsExactly("안녕", "안녕하세요", "안녕히");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1", // the agent sends both requests on it
              "POST / -> 200 OK",
              "POST / -> 200 OK",
              "connect address : 127.0.0.1",
              "PUT / -> 200 OK");
    }
  }

  /** So the step {@code broken} shows the faults of the original. */
  @Test
  void the_original_sends_what_broken_sends_with_the_same_faults() throws Exception {
    try (var original = TestProcess.node("original.js", 0);
        var running =
            RunningStep.server(
                new Broken(),
                "--fault",
                "indent,leading-newline,bare-lf,wrong-length,placeholder-date");
        var here = RawClient.connect(running);
        var there = RawClient.connect(original)) {
      var get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(there.send(get).readUntilEof().strip())
          .isEqualTo(here.send(get).readUntilEof().strip());
    }
  }

  /** Two events for one request: the second response is written after the end. */
  @Test
  void the_original_exits_when_a_request_arrives_in_two_segments() throws Exception {
    try (var original = TestProcess.node("original.js", 0);
        var client = RawClient.connect(original)) {
      client.send("GET / HT").read();
      client.send("TP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(original.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", original.err.lines())).contains("ERR_STREAM_WRITE_AFTER_END");
    }
  }

  @Test
  void nodes_http_server_sends_the_same_page() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var node = TestProcess.node("hello.js", 0);
        var here = RawClient.connect(running);
        var there = RawClient.connect(node)) {
      var get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(there.send(get).readResponse().body())
          .isEqualTo(here.send(get).readResponse().body());
    }
  }
}
