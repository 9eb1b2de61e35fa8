package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tcplessons.docs.model.Run.Lane;
import tcplessons.docs.runs.PacketLoss.Kind;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

class PacketLossTest {

  private static final List<Segment> SEGMENTS =
      List.of(
          segment(TwoHosts.CLIENT, 0, Flag.SYN),
          segment(TwoHosts.SERVER, 0, Flag.SYN, Flag.ACK),
          segment(TwoHosts.CLIENT, 0, Flag.ACK),
          segment(TwoHosts.SERVER, 8, Flag.ACK),
          segment(TwoHosts.CLIENT, 8, Flag.ACK),
          segment(TwoHosts.SERVER, 9, Flag.ACK),
          segment(TwoHosts.SERVER, 9, Flag.ACK),
          segment(TwoHosts.SERVER, 0, Flag.FIN, Flag.ACK));

  @Test
  void the_number_counts_segments_of_one_side_and_one_kind() {
    assertThat(lost(new PacketLoss(Lane.SERVER, Kind.DATA, 1, 2))).containsExactly(5, 6);
    assertThat(lost(new PacketLoss(Lane.CLIENT, Kind.DATA, 0, PacketLoss.ALL))).containsExactly(4);
    assertThat(lost(new PacketLoss(Lane.CLIENT, Kind.SYN, 0, 1))).containsExactly(0);
    assertThat(lost(new PacketLoss(Lane.CLIENT, Kind.ACK, 0, 1))).containsExactly(2);
    assertThat(lost(new PacketLoss(Lane.SERVER, Kind.FIN, 0, 1))).containsExactly(7);
  }

  @Test
  void the_receiving_host_drops_as_many_packets() {
    var loss = new PacketLoss(Lane.SERVER, Kind.FIN, 2, 3);

    assertThat(loss.receiver()).isEqualTo(Lane.CLIENT);
    assertThat(loss.rules()).contains("tcp flags & fin == fin numgen inc mod 65536 2-4 drop");
  }

  private static List<Integer> lost(PacketLoss loss) {
    var marked = loss.markIn(SEGMENTS);
    return IntStream.range(0, marked.size()).filter(i -> marked.get(i).lost()).boxed().toList();
  }

  private static Segment segment(String host, int length, Flag... flags) {
    var source = new InetSocketAddress(host, 5000);
    var target = new InetSocketAddress("10.0.0.9", 5000);
    var payload = new byte[length];
    return new Segment(0, source, target, Set.of(flags), 0, 0, 0, List.of(), payload, false);
  }
}
