package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/**
 * A lane for each process, from left to right, for runs that two sides cannot show: a proxy between
 * a client and a server, or several clients that are connected at the same time.
 *
 * @param names in the order of the lanes; empty if the figure has two sides
 */
record ProcessLanes(List<String> names) {

  private static final int LANES_MAX = 5;

  static ProcessLanes of(Run run) {
    var packets = run.packets();
    boolean isNeeded =
        hasConcurrentClients(run)
            || packets.stream().anyMatch(packet -> isWithinALane(run, packet));
    boolean isPossible =
        run.participants().size() <= LANES_MAX
            && packets.stream().allMatch(ProcessLanes::hasBothEnds);
    return new ProcessLanes(isNeeded && isPossible ? order(run) : List.of());
  }

  /** The kernel responds for a port without a listener, and a firewall for any port. */
  private static boolean hasBothEnds(Event.Packet packet) {
    return packet.from() != null && packet.to() != null;
  }

  private static boolean hasConcurrentClients(Run run) {
    var running = new HashSet<String>();
    for (var event : run.events()) {
      if (event instanceof Event.Start start && isConnectedClient(run, start.who())) {
        running.add(start.who());
      } else if (event instanceof Event.Exit exit) {
        running.remove(exit.who());
      }
      if (running.size() > 1) {
        return true;
      }
    }
    return false;
  }

  /** A program such as {@code ss} is on the side of the clients, but has no connection. */
  private static boolean isConnectedClient(Run run, String name) {
    return run.lane(Run.Lane.CLIENT).stream().anyMatch(client -> client.name().equals(name))
        && (run.packets().isEmpty()
            || run.packets().stream().anyMatch(packet -> name.equals(packet.from())));
  }

  private static boolean isWithinALane(Run run, Event.Packet packet) {
    var from = run.participant(packet.from());
    var to = run.participant(packet.to());
    return from.isPresent() && to.isPresent() && from.get().lane() == to.get().lane();
  }

  /**
   * The first client is on the left, and its server beside it. A proxy connects after it has been
   * connected to, so its lane comes between its peers.
   */
  private static List<String> order(Run run) {
    var order = new LinkedHashSet<String>();
    for (var packet : run.packets()) {
      order.add(packet.from());
      order.add(packet.to());
    }
    run.lane(Run.Lane.CLIENT).stream().limit(1).map(Run.Participant::name).forEach(order::add);
    run.events(Event.Start.class).map(Event.Start::who).forEach(order::add);
    run.participants().stream().map(Run.Participant::name).forEach(order::add);
    return new ArrayList<>(order);
  }

  boolean isUsed() {
    return !names.isEmpty();
  }

  /** Counted from 1, as in the style sheet. */
  int number(String participant) {
    return names.indexOf(participant) + 1;
  }

  /** Whether the lane is in the left half, so that there is room to the right of it. */
  boolean isLeft(String participant) {
    return 2 * number(participant) <= names.size() + 1;
  }

  boolean pointsRight(Event.Packet packet) {
    return number(packet.from()) < number(packet.to());
  }
}
