package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelloTest {

  private static final String GREETING = "[tcp/ip] hello world!\n";

  @Test
  void greets_and_keeps_the_connection_until_the_client_closes() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = running.connect()) {
      var in = client.getInputStream();
      assertThat(in.readNBytes(GREETING.length())).asString().isEqualTo(GREETING);
      assertThat(in.available()).isZero();
      String peer = "127.0.0.1:" + client.getLocalPort();
      assertThat(running.out.lines()).last().isEqualTo("hello " + peer);

      client.shutdownOutput();
      assertThat(in.read()).isEqualTo(-1);
      running.out.awaitLine("goodbye " + peer);
    }
  }

  @Test
  void greets_a_client_that_half_closed_at_once() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
    }
  }

  @Test
  void reads_everything_and_sends_only_the_greeting() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = running.connect()) {
      client.getOutputStream().write("x".repeat(3_000_000).getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void idle_clients_do_not_delay_other_clients() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
    }
  }
}
