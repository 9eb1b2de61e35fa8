package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static tcplessons.docs.model.Event.LinkState.DOWN;
import static tcplessons.docs.model.Event.LinkState.UP;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tcplessons.docs.model.Event.LinkState;
import tcplessons.grader.capture.Segment;

class LinkHistoryTest {

  private static final Map<Long, LinkState> REPORTED = Map.of(20L, DOWN, 60L, UP);

  @Test
  void segments_of_the_server_are_lost_while_the_link_is_down() {
    var link = link(server(10), client(11), server(30), server(70), client(71));

    assertThat(link.changes()).isEqualTo(REPORTED);
    assertThat(link.loses(server(19))).isFalse();
    assertThat(link.loses(server(30))).isTrue();
    assertThat(link.loses(client(30))).isFalse();
    assertThat(link.loses(server(70))).isFalse();
  }

  @Test
  void a_segment_that_is_answered_before_the_report_was_not_lost() {
    var link = link(server(30), server(57), client(58), server(59));

    assertThat(link.changes()).isEqualTo(Map.of(20L, DOWN, 57L, UP));
    assertThat(link.loses(server(30))).isTrue();
    assertThat(link.loses(server(57))).isFalse();
  }

  @Test
  void a_segment_of_the_client_before_the_report_proves_that_the_link_was_up() {
    assertThat(link(client(10), client(58)).changes()).isEqualTo(Map.of(20L, DOWN, 58L, UP));
  }

  @Test
  void without_a_link_nothing_is_lost() {
    assertThat(LinkHistory.of(new TreeMap<>(), List.of(server(1))).loses(server(1))).isFalse();
  }

  private static LinkHistory link(Segment... packets) {
    return LinkHistory.of(new TreeMap<>(REPORTED), List.of(packets));
  }

  private static Segment server(long micros) {
    return packet(micros, TwoHosts.SERVER, TwoHosts.CLIENT);
  }

  private static Segment client(long micros) {
    return packet(micros, TwoHosts.CLIENT, TwoHosts.SERVER);
  }

  private static Segment packet(long micros, String from, String to) {
    var source = new InetSocketAddress(from, 5000);
    var target = new InetSocketAddress(to, 5000);
    return new Segment(micros, source, target, Set.of(), 0, 0, 0, List.of(), new byte[0], false);
  }
}
