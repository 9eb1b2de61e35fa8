package tcplessons.docs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * Segments that repeat what has been acknowledged, only to hear whether somebody is there: an ACK
 * without data whose sequence number is one less than the next (RFC 9293, section 3.8.4).
 */
final class Probes {

  /** One direction of one connection. */
  private record Direction(int connection, String source) {}

  private Probes() {}

  static Set<Event.Packet> of(Run run) {
    var next = new HashMap<Direction, Long>();
    var probes = new HashSet<Event.Packet>();
    for (var packet : run.packets()) {
      var direction = new Direction(packet.connection(), packet.source());
      if (packet.role() == Event.Role.ACK && isOneBack(packet, next.get(direction))) {
        probes.add(packet);
      }
      next.merge(direction, end(packet), Math::max);
    }
    return Set.copyOf(probes);
  }

  private static boolean isOneBack(Event.Packet packet, Long next) {
    return next != null && packet.seq() == next - 1;
  }

  /** SYN and FIN take a sequence number each, as a byte does. */
  private static long end(Event.Packet packet) {
    var flags = packet.flags();
    return packet.seq()
        + packet.length()
        + (flags.contains("SYN") ? 1 : 0)
        + (flags.contains("FIN") ? 1 : 0);
  }
}
