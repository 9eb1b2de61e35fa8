package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real Node.js at the other end: its clients against our servers, our client against its. */
class NodeTest {

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void a_node_client_reads_the_response_and_then_eof() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var running = RunningStep.server(new ReplyOnce());
        var client =
            TestProcess.node("say.js", running.port(), "testing~", "127.0.0.3", "127.0.0.2")) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out.lines())
          .containsExactly(
              "connected to 127.0.0.3 from 127.0.0.2", "receive: test", "disconnected.");
      assertThat(running.out.lines())
          .endsWith("connect address : 127.0.0.2", "  local address : 127.0.0.3", "testing~");
    }
  }

  @Test
  void a_node_client_may_split_a_character() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = TestProcess.node("split.js", running.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out.lines())
          .filteredOn(line -> line.startsWith("send"))
          .containsExactly("send ed95", "send 9cea", "send b880");
      running.out.awaitLines(5);
      assertThat(running.out.lines()).endsWith("한", "글");
    }
  }

  @Test
  void data_that_a_node_client_sends_after_the_response_is_read() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = TestProcess.node("last-word.js", running.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out.lines()).last().isEqualTo("closed in order");
      running.out.awaitLine("one more word");
    }
  }

  @Test
  void data_after_the_response_is_lost_without_an_error_if_the_server_closes_at_once()
      throws Exception {
    try (var running = RunningStep.server(new ReplyOnce(), "--close-at-once");
        var client = TestProcess.node("last-word.js", running.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out.lines()).last().isEqualTo("closed in order");
      running.stop();
      assertThat(running.out.lines()).doesNotContain("one more word");
    }
  }

  @Test
  void nodes_reply_once_sends_and_receives_the_same_bytes() throws Exception {
    try (var server = TestProcess.node("reply-once.js", 0);
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      server.out.awaitLine("testing~");
      assertThat(server.out.lines()).contains("connect address : ::ffff:127.0.0.1");
    }
  }

  @Test
  void nodes_hello_sends_and_receives_the_same_bytes() throws Exception {
    try (var server = TestProcess.node("hello.js", 0);
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout(20_000);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes())
          .asString()
          .isEqualTo("[tcp/ip] hello world!\n");
    }
  }

  @Test
  void nodes_lifecycle_closes_when_the_last_connection_has_ended() throws Exception {
    try (var server = TestProcess.node("lifecycle.js", 0, "127.0.0.1", 1);
        var client = new Socket("127.0.0.1", server.port())) {
      client.setSoTimeout(20_000);
      client.getOutputStream().write("still there?".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(12)).asString().isEqualTo("still there?");
      client.shutdownOutput();
      assertThat(server.exitCode()).isZero();
      assertThat(server.out.lines())
          .containsExactly(
              server.out.lines().getFirst(), "connection", "end", "close: server closed");
    }
  }

  @Test
  void nodes_socket_address_is_the_servers_own() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var server = TestProcess.node("addresses.js", 0);
        var client = new Socket()) {
      client.bind(new InetSocketAddress("127.0.0.2", 0));
      client.connect(new InetSocketAddress("127.0.0.3", server.port()));
      server.out.awaitLines(3);
      assertThat(server.out.lines())
          .endsWith(
              "socket.address()     : ::ffff:127.0.0.3", "socket.remoteAddress : ::ffff:127.0.0.2");
    }
  }

  @Test
  void nodes_error_is_not_followed_by_close_when_the_port_is_taken() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var server = TestProcess.node("lifecycle.js", running.port(), "127.0.0.1")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.out.lines()).isEmpty(); // neither 'listening' nor 'close'
      assertThat(server.err.lines())
          .containsExactly(
              "error: listen EADDRINUSE: address already in use 127.0.0.1:" + running.port());
    }
  }

  @Test
  void a_node_server_without_an_error_handler_exits_when_data_arrives_after_end() throws Exception {
    try (var server = TestProcess.node("unguarded.js", 0);
        var client = TestProcess.node("last-word.js", server.port())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", server.err.lines())).contains("ERR_STREAM_WRITE_AFTER_END");
      assertThat(client.exitCode()).isZero();
    }
  }

  @Test
  void a_node_server_without_an_error_handler_exits_on_a_reset() throws Exception {
    try (var server = TestProcess.node("unguarded.js", 0)) {
      try (var client = new Socket("127.0.0.1", server.port())) {
        client.setSoLinger(true, 0); // close() sends RST
      }
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(String.join("\n", server.err.lines())).contains("read ECONNRESET");
    }
  }
}
