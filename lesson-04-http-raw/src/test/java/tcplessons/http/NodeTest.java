package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Node.js at the other end: its clients with our servers, and the original itself. */
class NodeTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  @Test
  void both_of_nodes_clients_get_the_page() throws Exception {
    try (var running = Running.hello();
        var ask = Command.node("ask.js", running.url("/"))) {
      assertThat(ask.exitCode()).isZero();
      assertThat(ask.out()).containsExactly("http: 200, 122 bytes", "fetch: 200, 122 bytes");
    }
  }

  @Test
  void both_of_nodes_clients_get_a_file(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("a.bin"), new byte[300_000]);
    try (var running = Running.files(folder);
        var ask = Command.node("ask.js", running.url("/a.bin"))) {
      assertThat(ask.exitCode()).isZero();
      assertThat(ask.out()).containsExactly("http: 200, 300000 bytes", "fetch: 200, 300000 bytes");
    }
  }

  @Test
  void both_of_nodes_clients_get_back_what_they_post_with_a_length_and_in_chunks()
      throws Exception {
    try (var running = Running.echo();
        var post = Command.node("post.js", running.url("/"))) {
      assertThat(post.exitCode()).isZero();
      assertThat(post.out()).containsExactly("안녕", "안녕하세요", "안녕히");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1", // both of the agent's requests
              "POST / -> 200 OK",
              "POST / -> 200 OK",
              "connect address : 127.0.0.1",
              "PUT / -> 200 OK");
    }
  }

  /** What our `broken` makes of the original's faults is what the original sends. */
  @Test
  void the_original_sends_what_broken_sends_with_the_same_faults() throws Exception {
    try (var original = Command.node("original.js", 0);
        var running =
            Running.broken(
                Fault.INDENT,
                Fault.LEADING_NEWLINE,
                Fault.BARE_LF,
                Fault.WRONG_LENGTH,
                Fault.PLACEHOLDER_DATE);
        var here = running.connect();
        var there = new RawClient(new Socket("127.0.0.1", original.port()))) {
      var get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(there.send(get).readToTheEnd().strip())
          .isEqualTo(here.send(get).readToTheEnd().strip());
    }
  }

  /** Two events for one request: the second answer is written after the end. */
  @Test
  void the_original_dies_of_a_request_in_two_pieces() throws Exception {
    try (var original = Command.node("original.js", 0);
        var client = new RawClient(new Socket("127.0.0.1", original.port()))) {
      client.send("GET / HT").read();
      client.send("TP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(original.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", original.err())).contains("ERR_STREAM_WRITE_AFTER_END");
    }
  }

  @Test
  void nodes_own_server_sends_the_same_page() throws Exception {
    try (var running = Running.hello();
        var node = Command.node("hello.js", 0);
        var here = running.connect();
        var there = new RawClient(new Socket("127.0.0.1", node.port()))) {
      var get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(there.send(get).answer().body()).isEqualTo(here.send(get).answer().body());
    }
  }
}
