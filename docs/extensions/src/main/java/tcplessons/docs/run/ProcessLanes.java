package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/**
 * A lane for each process, from left to right, for runs that two sides cannot show: a proxy between
 * a client and a server, or several servers with clients of their own.
 *
 * @param names in the order of the lanes; empty if the figure has two sides
 */
record ProcessLanes(List<String> names) {

  private static final int LANES_MAX = 5;

  static ProcessLanes of(Run run) {
    int processes = run.participants().size();
    boolean isNeeded =
        run.packets().isEmpty()
            ? hasTwo(run, Run.Lane.CLIENT) && hasTwo(run, Run.Lane.SERVER)
            : run.packets().stream().anyMatch(packet -> isWithinALane(run, packet));
    return new ProcessLanes(isNeeded && processes <= LANES_MAX ? order(run) : List.of());
  }

  private static boolean hasTwo(Run run, Run.Lane lane) {
    return run.lane(lane).size() > 1;
  }

  private static boolean isWithinALane(Run run, Event.Packet packet) {
    var from = run.participant(packet.from());
    var to = run.participant(packet.to());
    return from.isPresent() && to.isPresent() && from.get().lane() == to.get().lane();
  }

  /** A proxy connects after it has been connected to, so its lane comes between its peers. */
  private static List<String> order(Run run) {
    var order = new LinkedHashSet<String>();
    for (var packet : run.packets()) {
      order.add(packet.from());
      order.add(packet.to());
    }
    run.events(Event.Start.class).map(Event.Start::who).forEach(order::add);
    run.participants().stream().map(Run.Participant::name).forEach(order::add);
    order.remove(null);
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
