package tcplessons.keepalive;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tcplessons.keepalive.TwoHosts.Host.FAR;
import static tcplessons.keepalive.TwoHosts.Host.NEAR;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that is gone sends neither FIN nor RST: only unanswered probes reveal it. */
class DeadPeerTest {

  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int COUNT = 2;
  private static final Duration DETECTION_TIME = IDLE.plus(INTERVAL.multipliedBy(COUNT));

  @Test
  void a_dead_host_is_noticed_after_idle_and_count_times_interval() throws Exception {
    try (var hosts = TwoHosts.connected();
        var server = server(hosts, "all");
        var client = client(hosts, server.port())) {
      server.out.awaitLine(line -> line.contains("ss shows"));
      long start = System.nanoTime();
      client.type("x\n");
      server.out.awaitLine(line -> line.endsWith(": 2 bytes"));
      hosts.cut();
      server.err.awaitLines(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(DETECTION_TIME, RunningStep.TIMEOUT);
      assertThat(server.err.lines())
          .singleElement()
          .asString()
          .matches(
              "connection from 10\\.0\\.0\\.2:\\d+: Connection timed out,"
                  + " after \\d+\\.\\d s of silence");
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void without_keep_alive_a_dead_host_is_not_noticed() throws Exception {
    try (var hosts = TwoHosts.connected();
        var server = server(hosts, "nothing");
        var _ = client(hosts, server.port())) {
      server.out.awaitLine(line -> line.endsWith(": ss shows no timer"));
      hosts.cut();
      await()
          .during(DETECTION_TIME.plusSeconds(1))
          .until(() -> server.err.lines().isEmpty() && server.out.lines().size() == 4);
    }
  }

  @Test
  void an_idle_peer_stays_connected_because_its_kernel_acknowledges_the_probes() throws Exception {
    try (var running =
            RunningStep.server(
                new KeepAlive(), "--idle", "1s", "--interval", "1s", "--count", "1");
        var client = running.connect()) {
      running.out.awaitLines(4);
      await()
          .during(IDLE.plus(INTERVAL).plusMillis(500))
          .until(() -> running.out.lines().size() == 4 && running.err.lines().isEmpty());
      client.getOutputStream().write('.');
      running.out.awaitLine("127.0.0.1:" + client.getLocalPort() + ": 1 bytes");
    }
  }

  private static TestProcess server(TwoHosts hosts, String optionsToSet) throws IOException {
    var options =
        String.format(
            ROOT,
            "--port 7000 --set %s --idle %ds --interval %ds --count %d",
            optionsToSet,
            IDLE.toSeconds(),
            INTERVAL.toSeconds(),
            COUNT);
    var step = StepCommand.of(("keep-alive " + options).split(" "));
    return TestProcess.program(hosts.at(NEAR, step));
  }

  /** Connects, then sends its input. After the link is cut it plays no part any more. */
  private static TestProcess client(TwoHosts hosts, int port) throws IOException {
    var script = "exec 3<>/dev/tcp/" + NEAR.address + "/" + port + "; cat >&3";
    return TestProcess.program(hosts.at(FAR, List.of("bash", "-c", script)));
  }
}
