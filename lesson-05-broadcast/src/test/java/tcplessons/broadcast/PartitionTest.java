package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network between two machines fails, and is repaired. */
@Timeout(300)
class PartitionTest {

  private static final String PEERS = "10.5.0.1:7800,10.5.0.2:7800";

  /** The first server of the view is the coordinator, which may be either of them. */
  private static final String EITHER_ORDER =
      "(10.5.0.1:7800, 10.5.0.2:7800|10.5.0.2:7800, 10.5.0.1:7800)";

  private static TestProcess server(List<String> machine, String address) throws Exception {
    return JvmProcess.start(
        machine,
        Lesson05.class,
        "cluster",
        "--bind",
        address + ":7800",
        "--peers",
        PEERS,
        "--secret",
        "correct horse");
  }

  private static TestProcess client(List<String> machine) throws Exception {
    var command = new ArrayList<>(machine);
    command.addAll(List.of("nc", "127.0.0.1", "1337"));
    var client = TestProcess.program(command.toArray(String[]::new));
    client.out.awaitLine(line -> line.startsWith("* welcome"));
    return client;
  }

  @Test
  void both_partitions_continue_alone_and_merge_when_the_network_is_repaired() throws Exception {
    assumeTrue(TestProcess.isInstalled("nc"), "nc is not installed");
    var namespaces = Namespaces.create();
    assumeTrue(namespaces.isPresent(), "neither root nor user namespaces: no second machine");
    try (var machines = namespaces.orElseThrow();
        var first = server(machines.onNear(), "10.5.0.1");
        var second = serverAfter(first, machines)) {
      awaitLine(second, "listen on port 1337");
      awaitLine(first, "cluster chat: " + EITHER_ORDER);
      try (var a = client(machines.onNear());
          var b = client(machines.onFar())) {
        a.type("together\n");
        awaitLine(b, "guest-1@10.5.0.1:7800: together");

        machines.cutCable();
        awaitLine(a, "\\* server 10.5.0.2:7800 left");
        awaitLine(b, "\\* server 10.5.0.1:7800 left");
        a.type("alone\n");

        machines.repairCable();
        awaitLine(a, "\\* together again: " + EITHER_ORDER);
        awaitLine(b, "\\* together again: " + EITHER_ORDER);
        a.type("whole\n");
        awaitLine(b, "guest-1@10.5.0.1:7800: whole");
        assertThat(b.out.lines()).doesNotContain("guest-1@10.5.0.1:7800: alone");
        assertThat(first.err.lines()).isEmpty();
        assertThat(second.err.lines()).isEmpty();
      }
    }
  }

  private static void awaitLine(TestProcess process, String regex) {
    TestCluster.awaitLine(process, line -> line.matches(regex));
  }

  private static TestProcess serverAfter(TestProcess first, Namespaces machines) throws Exception {
    awaitLine(first, "listen on port 1337");
    return server(machines.onFar(), "10.5.0.2");
  }
}
