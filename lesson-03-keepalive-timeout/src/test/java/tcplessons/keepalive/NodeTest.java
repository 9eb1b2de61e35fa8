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

/** Node.js as the peer, and the two idle timeouts of the original, which fail. */
class NodeTest {

  private static final int MILLIS = 200;
  private static final String LAST_MESSAGE = "idle timeout..";

  private final ManualScheduler scheduler = new ManualScheduler();

  @BeforeAll
  static void node_is_installed() {
    assumeTrue(TestProcess.isInstalled("node"), "node is not installed");
  }

  @Test
  void nodes_long_form_works_with_a_client_that_closes() throws Exception {
    ScaledTime.run(unit -> { // the client must close within the timeout
      try (var server = TestProcess.node("idle-long.js", 0, 4 * unit.toMillis())) {
        for (int i = 0; i < 2; i++) {
          try (var client = connect(server.port())) {
            assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
          }
        }
        assertThat(server.err.lines()).isEmpty();
      }
    });
  }

  @Test
  void nodes_long_form_crashes_when_a_client_does_not_close() throws Exception {
    try (var server = TestProcess.node("idle-long.js", 0, MILLIS);
        var client = connect(server.port())) {
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.out.lines())
          .endsWith("timeout", "timeout"); // its own write had restarted the timer
      assertThat(String.join("\n", server.err.lines())).contains("ERR_STREAM_WRITE_AFTER_END");
    }
  }

  @Test
  void nodes_short_form_keeps_the_connection_of_a_client_that_does_not_close() throws Exception {
    try (var server = TestProcess.node("idle-short.js", 0, MILLIS);
        var client = connect(server.port())) {
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
      await()
          .during(Duration.ofMillis(5 * MILLIS))
          .untilAsserted(() ->
              assertThat(TcpTable.between(server.port(), client.getLocalPort()))
                  .singleElement()
                  .asString()
                  .startsWith("FIN-WAIT-2")
                  .contains("users:((\"node\""));
      assertThat(server.out.lines()).containsOnlyOnce("timeout");
    }
  }

  @Test
  void nodes_short_form_closes_the_socket_with_destroySoon() throws Exception {
    try (var server = TestProcess.node("idle-short.js", 0, MILLIS, "guarded");
        var client = connect(server.port())) {
      assertThat(readAll(client)).isEqualTo(LAST_MESSAGE);
      await()
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
  void our_idle_timeout_closes_the_connection_of_a_node_client_that_does_not_close()
      throws Exception {
    var step = new IdleTimeout();
    step.scheduler = scheduler;
    try (var running = RunningStep.server(step);
        var client = TestProcess.node("hold.js", running.port())) {
      client.out.awaitLine("connected");
      await().until(() -> scheduler.pending() == 1);
      scheduler.advance(Duration.ofSeconds(6));
      client.out.awaitLine("the server has ended, I have not");
      await().until(() -> scheduler.pending() == 0);
      assertThat(client.out.lines())
          .containsExactly(
              "connected", "received \"idle timeout..\"", "the server has ended, I have not");
      running.stop(); // returns: no connection is left
      assertThat(running.err.lines()).isEmpty();
      assertThat(client.isRunning()).isTrue();
    }
  }

  @Test
  void our_idle_timeout_resets_a_node_client_that_only_sends() throws Exception {
    try (var running = RunningStep.server(new IdleTimeout(), "--timeout", "500ms");
        var client = TestProcess.node("flood.js", running.port())) {
      client.out.awaitLine(line -> line.matches("error: (ECONNRESET|EPIPE)"));
      assertThat(running.err.awaitLines(1))
          .singleElement()
          .asString()
          .endsWith(": stuck in a write, reset");
    }
  }

  @Test
  void a_node_client_responds_to_all_three_send_modes() throws Exception {
    try (var running = RunningStep.server(new NoDelay());
        var client = TestProcess.node("no-delay.js", running.port())) {
      assertThat(client.exitCode()).isZero();
      assertThat(client.out.lines())
          .hasSize(9)
          .allMatch(line -> line.replaceAll("[^A-Z]", "").equals("ABC"));
      assertThat(client.out.lines().subList(6, 9)).allMatch(line -> line.startsWith("ABC after "));
      running.stop();
      assertThat(running.out.lines()).hasSize(2 + 9).noneMatch(line -> line.contains("no answer"));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void everything_that_a_node_client_sends_in_pieces_is_read() throws Exception {
    try (var running = RunningStep.server(new ReadTimeout(), "--timeout", "400ms");
        var _ = TestProcess.node("pieces.js", running.port(), 100, "ab", "c", "d\\n")) {
      running.out.awaitLine(line -> line.contains("d' after "));
      var received = running.out.lines().stream().filter(line -> line.startsWith("'"));
      assertThat(received.map(line -> line.split("'")[1]).collect(joining())).isEqualTo("abcd");
    }
  }

  private static Socket connect(int port) throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) RunningStep.TIMEOUT.toMillis());
    return socket;
  }

  private static String readAll(Socket client) throws IOException {
    return new String(client.getInputStream().readAllBytes(), UTF_8);
  }
}
