package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real Node.js at the other end, and the idle timeouts of Node that go wrong. */
class NodeTest {

  private static final int MILLIS = 200;
  private static final String FAREWELL = "idle timeout..";

  private final HandClock clock = new HandClock();

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(Command.isInstalled("node"), "node is not installed");
  }

  @Test
  void nodes_long_form_says_goodbye_to_a_client_that_closes() throws Exception {
    Pace.fastest(unit -> { // the client must close within the limit
      try (var server = Command.node("idle-long.js", 0, 4 * unit.toMillis())) {
        for (int i = 0; i < 2; i++) {
          try (var client = connect(server.port())) {
            assertThat(rest(client)).isEqualTo(FAREWELL);
          }
        }
        assertThat(server.err()).isEmpty();
      }
    });
  }

  // tag::crash[]
  @Test
  void nodes_long_form_crashes_when_a_client_does_not_close() throws Exception {
    try (var server = Command.node("idle-long.js", 0, MILLIS);
        var client = connect(server.port())) {
      assertThat(rest(client)).isEqualTo(FAREWELL);
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.out()).endsWith("timeout", "timeout"); // its own write had set a new one
      assertThat(String.join("\n", server.err())).contains("ERR_STREAM_WRITE_AFTER_END");
    }
  }

  // end::crash[]

  // tag::leak[]
  @Test
  void nodes_short_form_keeps_the_connection_of_a_client_that_does_not_close() throws Exception {
    try (var server = Command.node("idle-short.js", 0, MILLIS);
        var client = connect(server.port())) {
      assertThat(rest(client)).isEqualTo(FAREWELL);
      await()
          .during(Duration.ofMillis(5 * MILLIS))
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(TcpTable.between(server.port(), client.getLocalPort()))
                  .singleElement()
                  .asString()
                  .startsWith("FIN-WAIT-2")
                  .contains("users:((\"node\""));
      assertThat(server.out()).containsOnlyOnce("timeout");
    }
  }

  // end::leak[]

  @Test
  void nodes_short_form_can_be_guarded() throws Exception {
    try (var server = Command.node("idle-short.js", 0, MILLIS, "guarded");
        var client = connect(server.port())) {
      assertThat(rest(client)).isEqualTo(FAREWELL);
      await()
          .atMost(Running.PATIENCE)
          .untilAsserted(() ->
              assertThat(TcpTable.between(server.port(), client.getLocalPort()))
                  .singleElement()
                  .asString()
                  .startsWith("FIN-WAIT-2")
                  .doesNotContain("users:"));
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void our_idle_timeout_is_done_with_a_node_client_that_does_not_close() throws Exception {
    try (var running = Running.idleTimeout(Duration.ofSeconds(6), clock);
        var client = Command.node("hold.js", running.port())) {
      client.awaitLine("connected");
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 1);
      clock.turn(Duration.ofSeconds(6));
      client.awaitLine("the server has ended, I have not");
      await().atMost(Running.PATIENCE).until(() -> clock.waiting() == 0);
      assertThat(client.out())
          .containsExactly(
              "connected", "received \"idle timeout..\"", "the server has ended, I have not");
      running.stop(); // and nobody is left to be waited for
      assertThat(running.err.lines()).isEmpty();
      assertThat(client.isRunning()).isTrue();
    }
  }

  @Test
  void our_idle_timeout_resets_a_node_client_that_only_sends() throws Exception {
    try (var running = Running.idleTimeout(Duration.ofMillis(500), Alarm.SYSTEM);
        var client = Command.node("flood.js", running.port())) {
      client.awaitOut(
          lines -> lines.contains("error: ECONNRESET") || lines.contains("error: EPIPE"));
      running.err.awaitLines(lines -> lines.size() == 1);
      assertThat(running.err.lines().getFirst()).endsWith(": stuck in a write, reset");
    }
  }

  @Test
  void a_node_client_answers_our_three_ways() throws Exception {
    try (var running = Running.noDelay(3);
        var client = Command.node("no-delay.js", running.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out())
          .hasSize(9)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      assertThat(client.out().subList(6, 9)).allMatch(line -> line.startsWith("ABC after "));
      running.stop();
      assertThat(running.out.lines()).hasSize(2 + 9).noneMatch(line -> line.contains("no answer"));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_node_client_that_sends_in_pieces_is_heard_to_the_end() throws Exception {
    try (var running = Running.readTimeout(Duration.ofMillis(400), ReadTimeoutServer.Way.READ);
        var _ = Command.node("pieces.js", running.port(), 100, "ab", "c", "d\\n")) {
      running.out.awaitLines(lines -> lines.stream().anyMatch(line -> line.contains("d' after ")));
      var heard = running.out.lines().stream().filter(line -> line.startsWith("'"));
      assertThat(heard.map(line -> line.split("'")[1]).collect(joining())).isEqualTo("abcd");
    }
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) Running.PATIENCE.toMillis());
    return socket;
  }

  private static String rest(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }
}
