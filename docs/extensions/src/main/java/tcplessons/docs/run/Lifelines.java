package tcplessons.docs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How far the connections of each lane have come while a run goes on, so that the two vertical
 * lines can show it, and whether there is a link between the lanes.
 */
final class Lifelines {

  /** From nothing to a full connection; of several connections in a lane the liveliest counts. */
  enum Stage {
    NONE,
    WAIT,
    OPENING,
    CLOSING,
    OPEN
  }

  private record End(int connection, String participant) {}

  private final Run run;
  private final Map<End, Stage> ends = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private boolean cut;

  Lifelines(Run run) {
    this.run = run;
  }

  void see(Event event) {
    if (event instanceof Event.Packet packet) {
      packet
          .states()
          .forEach((who, state) -> ends.put(new End(packet.connection(), who), stage(state)));
    } else if (event instanceof Event.Signal signal) {
      switch (signal.signal()) {
        case "STOP" -> stopped.add(signal.who());
        default -> stopped.remove(signal.who());
      }
    } else if (event instanceof Event.Exit exit) {
      stopped.remove(exit.who());
    } else if (event instanceof Event.Link link) {
      cut = link.isDown();
    }
  }

  Stage stage(boolean server) {
    return ends.entrySet().stream()
        .filter(end -> isIn(server, end.getKey().participant()))
        .map(Map.Entry::getValue)
        .max(Stage::compareTo)
        .orElse(Stage.NONE);
  }

  /** Whether a process of the lane is stopped, while its kernel still answers for it. */
  boolean isStopped(boolean server) {
    return stopped.stream().anyMatch(who -> isIn(server, who));
  }

  /** Whether nothing gets from one lane to the other. */
  boolean isCut() {
    return cut;
  }

  private boolean isIn(boolean server, String who) {
    return run.participant(who).filter(p -> p.isServer() == server).isPresent();
  }

  private static Stage stage(String state) {
    return switch (state) {
      case "SYN-SENT", "SYN-RECEIVED" -> Stage.OPENING;
      case "ESTABLISHED" -> Stage.OPEN;
      case "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "LAST-ACK", "CLOSING" -> Stage.CLOSING;
      case "TIME-WAIT" -> Stage.WAIT;
      default -> Stage.NONE;
    };
  }
}
