package tcplessons.docs.runs;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tcplessons.docs.runs.Run.LinkState;

/**
 * When the link between two machines was up and when down. The packets are those that were seen on
 * the server's machine: whatever comes from the other has got through.
 *
 * @param changes by microseconds since 1970; up before the first
 */
record Link(NavigableMap<Long, LinkState> changes) {

  /**
   * A link is up for some milliseconds before we are told so. If something comes through it in that
   * time, then it was up already, and what was sent right before and is answered by this has got
   * through as well.
   *
   * @param told the changes as we were told of them
   * @param packets in order of time
   */
  static Link of(NavigableMap<Long, LinkState> told, List<Packet> packets) {
    var link = new Link(new TreeMap<>(told));
    for (int i = 0; i < packets.size(); i++) {
      var packet = packets.get(i);
      if (!isFromServer(packet) && link.isDown(packet.micros())) {
        var before = packets.get(Math.max(0, i - 1));
        link.wasUp(link.loses(before) ? before.micros() : packet.micros());
      }
    }
    return link;
  }

  private void wasUp(long micros) {
    var up = changes.higherKey(micros);
    if (up != null) {
      changes.remove(up);
      changes.put(micros, LinkState.UP);
    }
  }

  private boolean isDown(long micros) {
    var last = changes.floorEntry(micros);
    return last != null && last.getValue() == LinkState.DOWN;
  }

  boolean loses(Packet packet) {
    return isFromServer(packet) && isDown(packet.micros());
  }

  private static boolean isFromServer(Packet packet) {
    return packet.source().getAddress().getHostAddress().equals(Machines.SERVER);
  }

  Stream<Observed.Moment> moments() {
    return changes.entrySet().stream()
        .map(change ->
            new Observed.Moment(change.getKey(), ms -> new Run.Link(ms, change.getValue())));
  }
}
