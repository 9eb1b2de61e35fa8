package tcplessons.docs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.docs.capture.TcpStates.State;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

class ConnectionTableTest {

  private static final int PORT = 5000;

  @Test
  void a_connection_without_syn_is_drawn_only_if_it_is_wanted() {
    var data = segment(PORT, 40000, 100, 3, Flag.PSH, Flag.ACK);

    assertThat(ConnectionTable.of(List.of(data))).isEmpty();
    var connection = connections(true, data).getFirst();
    assertThat(connection.client().getPort()).isEqualTo(40000);
    assertThat(connection.isFromSyn()).isFalse();
    assertThat(connection.relativeSeq(data)).isEqualTo(1);
    assertThat(connection.states().getFirst())
        .containsEntry(End.CLIENT, State.ESTABLISHED)
        .containsEntry(End.SERVER, State.ESTABLISHED);
  }

  @Test
  void of_a_long_connection_the_beginning_and_the_end_are_kept() {
    var table = new ConnectionTable(1000, 2, _ -> true);
    table.add(segment(40000, PORT, 0, 0, Flag.SYN));
    for (int i = 0; i < 100; i++) {
      table.add(segment(40000, PORT, 1 + i, 1, Flag.ACK));
    }

    var connection = table.connections().getFirst();
    assertThat(connection.segments().stream().map(Segment::seq)).containsExactly(0L, 1L, 99L, 100L);
    assertThat(connection.omitted()).isEqualTo(97);
    assertThat(connection.count()).isEqualTo(101);
    assertThat(connection.bytesTo(End.SERVER)).isEqualTo(100);
  }

  @Test
  void when_there_are_too_many_segments_the_oldest_connections_are_dropped() {
    var table = new ConnectionTable(10, 5, _ -> true);
    for (int client = 0; client < 100; client++) {
      table.add(segment(40000 + client, PORT, 0, 0, Flag.SYN));
    }

    assertThat(table.connections().stream().map(CapturedConnection::number))
        .containsExactly(91, 92, 93, 94, 95, 96, 97, 98, 99, 100);
    assertThat(table.count()).isEqualTo(100);
  }

  @Test
  void a_port_that_is_used_again_is_another_connection() {
    var connections =
        connections(
            false,
            segment(40000, PORT, 7, 0, Flag.SYN),
            segment(40000, PORT, 7, 0, Flag.SYN),
            segment(PORT, 40000, 0, 0, Flag.RST, Flag.ACK),
            segment(40000, PORT, 9, 0, Flag.SYN));

    assertThat(connections.stream().map(CapturedConnection::count)).containsExactly(3L, 1L);
  }

  private static List<CapturedConnection> connections(boolean withoutSyn, Segment... segments) {
    var table = new ConnectionTable(1000, 100, s -> withoutSyn || s.has(Flag.SYN));
    List.of(segments).forEach(table::add);
    return table.connections();
  }

  private static Segment segment(int from, int to, long seq, int length, Flag... flags) {
    var host = InetAddress.getLoopbackAddress();
    return new Segment(
        0,
        new InetSocketAddress(host, from),
        new InetSocketAddress(host, to),
        Set.of(flags),
        seq,
        0,
        0,
        List.of(),
        new byte[length],
        false);
  }
}
