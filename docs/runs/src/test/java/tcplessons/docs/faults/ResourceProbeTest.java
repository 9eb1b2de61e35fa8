package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.docs.faults.ServerSpecs.step;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

@EnabledOnOs(value = OS.LINUX, disabledReason = "servers are measured through /proc")
@Timeout(240)
class ResourceProbeTest {

  @Test
  void a_connection_is_a_descriptor_a_socket_and_a_thread_until_it_is_closed() throws IOException {
    try (var server = ServerProcess.start(step(2, "echo"), 0)) {
      var before = Baseline.measure(ServerSpecs.named("02/echo").orElseThrow(), server).usage();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 3; i++) {
        clients.add(new Socket("127.0.0.1", server.port()));
      }

      var growth =
          List.of(
              line("descriptors", before.descriptors()),
              line("virtual threads", before.virtualThreads()),
              line("sockets", before.sockets()));
      Waiting.untilRarely(
          "accepted", () -> ResourceGrowth.between(before, server.resources()).equals(growth));

      for (var client : clients) {
        client.close();
      }
      Waiting.until("released", () -> ResourceGrowth.between(before, server.resources()).isEmpty());
    }
  }

  private static String line(String resource, int before) {
    return "%s: %d before, %d after".formatted(resource, before, before + 3);
  }

  @Test
  void heap_growth_beyond_the_limit_is_reported() {
    var before = new ResourceUsage(1, 1, 1, 1, 1000);
    var after = new ResourceUsage(1, 1, 1, 1, 1001 + ResourceGrowth.HEAP_BYTES_MAX);

    assertThat(ResourceGrowth.between(before, after))
        .containsExactly("bytes of heap: 1000 before, %d after".formatted(after.heapBytes()));
  }
}
