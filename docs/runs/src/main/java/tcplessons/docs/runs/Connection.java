package tcplessons.docs.runs;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tcplessons.docs.runs.Packet.Flag;
import tcplessons.docs.runs.TcpStates.End;
import tcplessons.docs.runs.TcpStates.State;

/**
 * The packets of one connection, from its SYN on.
 *
 * @param number counts from 1 in order of SYN
 */
record Connection(int number, List<Packet> packets) {

  /** Sorts packets into connections. What began before the capture did is left out. */
  static List<Connection> of(List<Packet> packets) {
    var all = new ArrayList<Connection>();
    var open = new LinkedHashMap<Set<InetSocketAddress>, Connection>();
    for (var packet : packets) {
      var ends = Set.of(packet.source(), packet.target());
      var connection = open.get(ends);
      if (packet.has(Flag.SYN) && !packet.has(Flag.ACK) && !isRepeated(packet, connection)) {
        connection = new Connection(all.size() + 1, new ArrayList<>());
        all.add(connection);
        open.put(ends, connection);
      }
      if (connection != null) {
        connection.packets.add(packet);
      }
    }
    return all;
  }

  private static boolean isRepeated(Packet syn, Connection connection) {
    return connection != null
        && connection.syn().seq() == syn.seq()
        && connection.syn().source().equals(syn.source());
  }

  Packet syn() {
    return packets.getFirst();
  }

  End sender(Packet packet) {
    return TcpStates.sender(packet, syn());
  }

  /** Whether the answer to its SYN was a reset: nobody listened. */
  boolean isRefused() {
    return packets.stream()
        .filter(packet -> sender(packet) == End.SERVER)
        .findFirst()
        .filter(packet -> packet.has(Flag.RST))
        .isPresent();
  }

  List<Map<End, State>> states() {
    return TcpStates.entered(packets);
  }

  /** Counted from the first of its direction, as Wireshark shows it. */
  long relativeSeq(Packet packet) {
    return Sequence.relative(packet.seq(), start(sender(packet)));
  }

  long relativeAck(Packet packet) {
    return packet.has(Flag.ACK)
        ? Sequence.relative(packet.ack(), start(sender(packet).other()))
        : 0;
  }

  /** Where an end begins to count: at its SYN, or before its first byte if it never sent one. */
  private long start(End end) {
    return packets.stream()
        .filter(packet -> sender(packet) == end)
        .mapToLong(packet -> packet.has(Flag.SYN) ? packet.seq() : packet.seq() - 1)
        .findFirst()
        .orElse(0);
  }

  long bytesTo(End end) {
    return packets.stream()
        .filter(packet -> sender(packet) == end.other())
        .mapToLong(packet -> packet.payload().length)
        .sum();
  }

  /** How many packets the ending took, from the first FIN on. */
  long closingSegments() {
    return packets.stream().dropWhile(packet -> !packet.has(Flag.FIN)).count();
  }
}
