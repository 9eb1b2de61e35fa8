package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class HelloServerTest {

  private static final String GREETING = "[tcp/ip] hello world!\n";

  @Test
  void greets_and_stays_until_the_client_leaves() throws Exception {
    try (var running = Running.hello();
        var client = running.connect()) {
      var in = client.getInputStream();
      assertThat(in.readNBytes(GREETING.length())).asString().isEqualTo(GREETING);
      assertThat(in.available()).isZero();
      String peer = "127.0.0.1:" + client.getLocalPort();
      assertThat(running.out.lines()).last().isEqualTo("hello " + peer);

      client.shutdownOutput();
      assertThat(in.read()).isEqualTo(-1);
      await().until(() -> running.out.lines().contains("goodbye " + peer));
    }
  }

  @Test
  void greets_a_client_that_ended_its_direction_at_once() throws Exception {
    try (var running = Running.hello();
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
    }
  }

  @Test
  void listens_to_anything_and_repeats_nothing() throws Exception {
    try (var running = Running.hello();
        var client = running.connect()) {
      client.getOutputStream().write("x".repeat(3_000_000).getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void silent_clients_keep_nobody_waiting() throws Exception {
    try (var running = Running.hello();
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
    }
  }
}
