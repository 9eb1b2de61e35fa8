package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.docs.faults.Servers.step;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a server holds on to is seen from outside. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "servers are looked at through /proc")
@Timeout(240)
class VitalsTest {

  @Test
  void a_connection_is_a_descriptor_a_socket_and_a_thread_until_it_ends() throws IOException {
    try (var server = ServerProcess.start(step(2, "echo"), 0)) {
      var before = Baseline.of(Servers.named("02/echo").orElseThrow(), server).vitals();
      var clients = new ArrayList<Socket>();
      for (int i = 0; i < 3; i++) {
        clients.add(new Socket("127.0.0.1", server.port()));
      }

      var more =
          List.of(
              "descriptors: %d before, %d after"
                  .formatted(before.descriptors(), before.descriptors() + 3),
              "virtual threads: %d before, %d after"
                  .formatted(before.virtual(), before.virtual() + 3),
              "sockets: %d before, %d after".formatted(before.sockets(), before.sockets() + 3));
      ServerProcess.awaitRarely(
          Peer.PATIENCE, "accepted", () -> server.vitals().since(before).equals(more));

      for (var client : clients) {
        client.close();
      }
      ServerProcess.await(
          Peer.PATIENCE, "given back", () -> server.vitals().since(before).isEmpty());
    }
  }

  @Test
  void more_heap_than_may_stay_is_told() {
    var before = new Vitals(1, 1, 1, 1, 1000);
    var after = new Vitals(1, 1, 1, 1, 1001 + Vitals.GROWTH);

    assertThat(after.since(before))
        .isEqualTo(List.of("bytes of heap: 1000 before, %d after".formatted(after.heap())));
  }
}
