package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tcplessons.keepalive.TwoHosts.Host.FAR;
import static tcplessons.keepalive.TwoHosts.Host.NEAR;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that is gone says nothing: no FIN, no RST. Only unanswered questions tell. */
class DeadPeerTest {

  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int COUNT = 2;
  private static final Duration PROBED = IDLE.plus(INTERVAL.multipliedBy(COUNT));

  // tag::dead[]
  @Test
  void a_dead_host_is_noticed_after_idle_and_count_times_interval() throws Exception {
    try (var hosts = TwoHosts.connected();
        var server = server(hosts, "all");
        var client = client(hosts, server.port())) {
      server.awaitOut(lines -> lines.getLast().contains("ss shows"));
      long start = System.nanoTime();
      client.type("x\n");
      server.awaitOut(lines -> lines.getLast().endsWith(": 2 bytes"));
      hosts.cut();
      await().atMost(Running.PATIENCE).until(() -> !server.err().isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(PROBED, Running.PATIENCE);
      assertThat(server.err())
          .singleElement()
          .asString()
          .matches(
              "connection from 10\\.0\\.0\\.2:\\d+: Connection timed out,"
                  + " after \\d+\\.\\d s of silence");
      assertThat(server.isRunning()).isTrue();
    }
  }

  // end::dead[]

  @Test
  void without_keep_alive_a_dead_host_is_not_noticed() throws Exception {
    try (var hosts = TwoHosts.connected();
        var server = server(hosts, "nothing");
        var _ = client(hosts, server.port())) {
      server.awaitOut(lines -> lines.getLast().endsWith(": ss shows no timer"));
      hosts.cut();
      await()
          .during(PROBED.plusSeconds(1))
          .atMost(Running.PATIENCE)
          .until(() -> server.err().isEmpty() && server.out().size() == 4);
    }
  }

  @Test
  void a_silent_peer_that_is_alive_stays_because_its_kernel_answers() throws Exception {
    try (var running = Running.keepAlive(new KeepAlive(true, IDLE, INTERVAL, 1)::set);
        var client = running.connect()) {
      running.out.awaitLines(lines -> lines.size() == 4);
      await()
          .during(IDLE.plus(INTERVAL).plusMillis(500))
          .atMost(Running.PATIENCE)
          .until(() -> running.out.lines().size() == 4 && running.err.lines().isEmpty());
      client.getOutputStream().write('.');
      running.out.awaitLine("127.0.0.1:" + client.getLocalPort() + ": 1 bytes");
    }
  }

  private static Command server(TwoHosts hosts, String what) throws IOException {
    var step =
        Command.java(
            "keep-alive",
            "--port",
            "7000",
            "--set",
            what,
            "--idle",
            IDLE.toSeconds() + "s",
            "--interval",
            INTERVAL.toSeconds() + "s",
            "--count",
            "" + COUNT);
    return Command.of(hosts.at(NEAR, step));
  }

  /** Connects, and sends what it is given; after that its own process plays no part any more. */
  private static Command client(TwoHosts hosts, int port) throws IOException {
    var script = "exec 3<>/dev/tcp/%s/%d; cat >&3".formatted(NEAR.address, port);
    return Command.of(hosts.at(FAR, List.of("bash", "-c", script)));
  }
}
