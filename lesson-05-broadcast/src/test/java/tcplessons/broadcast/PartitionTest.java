package tcplessons.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cable between two machines is cut, and mended. */
@Timeout(300)
class PartitionTest {

  private static final String PEERS = "10.5.0.1:7800,10.5.0.2:7800";

  private static Command server(List<String> machine, String address) throws Exception {
    return Command.lessonBy(
        machine,
        "cluster",
        "--bind",
        address + ":7800",
        "--peers",
        PEERS,
        "--secret",
        "correct horse");
  }

  private static Command guest(List<String> machine) throws Exception {
    var words = new ArrayList<>(machine);
    words.addAll(List.of("nc", "127.0.0.1", "1337"));
    var guest = Command.of(words.toArray(String[]::new));
    guest.awaitOut(lines -> lines.stream().anyMatch(line -> line.startsWith("* welcome")));
    return guest;
  }

  @Test
  void both_halves_go_on_alone_and_are_one_room_again_when_the_cable_is_mended() throws Exception {
    assumeTrue(Command.isInstalled("nc"), "nc is not installed");
    var made = Namespaces.connected();
    assumeTrue(made.isPresent(), "neither root nor user namespaces: no second machine");
    try (var machines = made.orElseThrow();
        var first = server(machines.onNear(), "10.5.0.1");
        var second = serverAfter(first, machines)) {
      second.port();
      first.awaitOut(lines ->
          lines.contains("cluster chat: 10.5.0.1:7800, 10.5.0.2:7800")
              || lines.contains("cluster chat: 10.5.0.2:7800, 10.5.0.1:7800"));
      try (var a = guest(machines.onNear());
          var b = guest(machines.onFar())) {
        a.type("together\n");
        b.awaitLine("guest-1@10.5.0.1:7800: together");

        machines.cutsTheCable();
        a.awaitLine("* server 10.5.0.2:7800 left");
        b.awaitLine("* server 10.5.0.1:7800 left");
        a.type("alone\n");

        machines.mendsTheCable();
        var again = "* together again: 10.5.0.1:7800, 10.5.0.2:7800";
        var either = "* together again: 10.5.0.2:7800, 10.5.0.1:7800";
        a.awaitOut(lines -> lines.contains(again) || lines.contains(either));
        b.awaitOut(lines -> lines.contains(again) || lines.contains(either));
        a.type("whole\n");
        b.awaitLine("guest-1@10.5.0.1:7800: whole");
        assertThat(b.out()).doesNotContain("guest-1@10.5.0.1:7800: alone");
        assertThat(first.err()).isEmpty();
        assertThat(second.err()).isEmpty();
      }
    }
  }

  private static Command serverAfter(Command first, Namespaces machines) throws Exception {
    first.port();
    return server(machines.onFar(), "10.5.0.2");
  }
}
