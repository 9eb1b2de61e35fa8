package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  @Test
  void prints_the_name_of_the_event_for_each_moment() throws Exception {
    try (var running = RunningStep.server(new Lifecycle(), "--close-after", "1")) {
      String peer;
      try (var client = running.connect()) {
        peer = "127.0.0.1:" + client.getLocalPort();
        client.getOutputStream().write("still there?".getBytes(UTF_8));
        assertThat(client.getInputStream().readNBytes(12)).asString().isEqualTo("still there?");
      }
      running.exitCode.join();
      assertThat(running.out.lines())
          .containsExactly(
              "listening: 127.0.0.1, backlog 50",
              "listen on port " + running.port(),
              "connection: " + peer,
              "no longer listening; accepted connections live on",
              "end: " + peer,
              "close: server closed");
    }
  }

  @Test
  @LinuxErrorText
  void an_accepted_connection_outlives_the_listener_and_a_new_one_is_refused() throws Exception {
    try (var running = RunningStep.server(new Lifecycle(), "--close-after", "1");
        var client = running.connect()) {
      running.out.awaitLines(4);
      // While accept() is blocked, the socket is closed a moment after close() has returned.
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> running.connect().close())
                  .isInstanceOf(ConnectException.class)
                  .hasMessageStartingWith("Connection refused"));
      client.getOutputStream().write("still there?".getBytes(UTF_8));
      assertThat(client.getInputStream().readNBytes(12)).asString().isEqualTo("still there?");
      assertThat(running.out.lines()).doesNotContain("close: server closed");
    }
  }

  @Test
  void stopping_the_server_closes_its_connections() throws Exception {
    try (var running = RunningStep.server(new Lifecycle());
        var client = running.connect()) {
      running.out.awaitLines(3);
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.out.lines()).last().isEqualTo("close: server closed");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_the_server_after_the_listener_has_closed_is_no_error() throws Exception {
    try (var running = RunningStep.server(new Lifecycle(), "--close-after", "1");
        var client = running.connect()) {
      running.out.awaitLine("no longer listening; accepted connections live on");
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.out.lines()).last().isEqualTo("close: server closed");
      assertThat(running.err.lines()).isEmpty();
    }
  }
}
