package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.docs.runs.Run.LinkState.DOWN;
import static tcplessons.docs.runs.Run.LinkState.UP;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tcplessons.docs.runs.Run.LinkState;

class LinkTest {

  private static final Map<Long, LinkState> TOLD = Map.of(20L, DOWN, 60L, UP);

  @Test
  void what_the_server_sends_is_lost_while_the_link_is_down() {
    var link = link(server(10), client(11), server(30), server(70), client(71));

    assertThat(link.changes()).isEqualTo(TOLD);
    assertThat(link.loses(server(19))).isFalse();
    assertThat(link.loses(server(30))).isTrue();
    assertThat(link.loses(client(30))).isFalse();
    assertThat(link.loses(server(70))).isFalse();
  }

  @Test
  void what_is_answered_before_we_are_told_was_not_lost() {
    var link = link(server(30), server(57), client(58), server(59));

    assertThat(link.changes()).isEqualTo(Map.of(20L, DOWN, 57L, UP));
    assertThat(link.loses(server(30))).isTrue();
    assertThat(link.loses(server(57))).isFalse();
  }

  @Test
  void what_comes_unasked_before_we_are_told_proves_the_link() {
    assertThat(link(client(10), client(58)).changes()).isEqualTo(Map.of(20L, DOWN, 58L, UP));
  }

  @Test
  void without_a_link_nothing_is_lost() {
    assertThat(Link.of(new TreeMap<>(), List.of(server(1))).loses(server(1))).isFalse();
  }

  private static Link link(Packet... packets) {
    return Link.of(new TreeMap<>(TOLD), List.of(packets));
  }

  private static Packet server(long micros) {
    return packet(micros, Machines.SERVER, Machines.CLIENT);
  }

  private static Packet client(long micros) {
    return packet(micros, Machines.CLIENT, Machines.SERVER);
  }

  private static Packet packet(long micros, String from, String to) {
    var source = new InetSocketAddress(from, 5000);
    var target = new InetSocketAddress(to, 5000);
    return new Packet(micros, source, target, Set.of(), 0, 0, new byte[0], false);
  }
}
