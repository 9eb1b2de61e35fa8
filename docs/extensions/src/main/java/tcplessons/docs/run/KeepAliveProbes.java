package tcplessons.docs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/**
 * The keep-alive probes of a run: segments without data whose sequence number is one less than the
 * next, so that the peer must respond with an ACK (RFC 9293, section 3.8.4).
 */
final class KeepAliveProbes {

  /** One direction of one connection. */
  private record Direction(int connection, String source) {}

  private KeepAliveProbes() {}

  static Set<Event.Packet> of(Run run) {
    var next = new HashMap<Direction, Long>();
    var probes = new HashSet<Event.Packet>();
    for (var packet : run.packets()) {
      var direction = new Direction(packet.connection(), packet.source());
      if (packet.kind() == Event.SegmentKind.ACK && isOneBack(packet, next.get(direction))) {
        probes.add(packet);
      }
      next.merge(direction, packet.end(), Math::max);
    }
    return Set.copyOf(probes);
  }

  private static boolean isOneBack(Event.Packet packet, Long next) {
    return next != null && packet.seq() == next - 1;
  }
}
