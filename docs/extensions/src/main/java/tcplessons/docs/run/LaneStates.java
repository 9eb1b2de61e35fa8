package tcplessons.docs.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

/**
 * The phase of each lane's connections; of several, the one closest to OPEN. Also whether the link
 * between the lanes is up.
 */
final class LaneStates {

  /** In ascending order: the greatest phase of a lane's connections counts. */
  enum Phase {
    NONE,
    TIME_WAIT,
    OPENING,
    CLOSING,
    OPEN
  }

  private record Endpoint(int connection, String participant) {}

  private final Run run;
  private final Map<Endpoint, Phase> endpoints = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private boolean linkDown;

  LaneStates(Run run) {
    this.run = run;
  }

  void apply(Event event) {
    if (event instanceof Event.Packet packet) {
      packet
          .states()
          .forEach(
              (who, state) -> endpoints.put(new Endpoint(packet.connection(), who), phase(state)));
    } else if (event instanceof Event.Signal signal) {
      switch (signal.signal()) {
        case "STOP" -> stopped.add(signal.who());
        default -> stopped.remove(signal.who());
      }
    } else if (event instanceof Event.Exit exit) {
      stopped.remove(exit.who());
    } else if (event instanceof Event.Link link) {
      linkDown = link.isDown();
    }
  }

  Phase phase(Lane lane) {
    return endpoints.entrySet().stream()
        .filter(entry -> isIn(lane, entry.getKey().participant()))
        .map(Map.Entry::getValue)
        .max(Phase::compareTo)
        .orElse(Phase.NONE);
  }

  Phase phaseOf(String participant) {
    return endpoints.entrySet().stream()
        .filter(entry -> entry.getKey().participant().equals(participant))
        .map(Map.Entry::getValue)
        .max(Phase::compareTo)
        .orElse(Phase.NONE);
  }

  /** Whether a process of the lane is stopped, while its kernel still answers for it. */
  boolean isStopped(Lane lane) {
    return stopped.stream().anyMatch(who -> isIn(lane, who));
  }

  boolean isStopped(String participant) {
    return stopped.contains(participant);
  }

  /** Whether the link between the lanes is down. */
  boolean isLinkDown() {
    return linkDown;
  }

  private boolean isIn(Lane lane, String who) {
    return run.participant(who).filter(p -> p.lane() == lane).isPresent();
  }

  private static Phase phase(String state) {
    return switch (state) {
      case "SYN-SENT", "SYN-RECEIVED" -> Phase.OPENING;
      case "ESTABLISHED" -> Phase.OPEN;
      case "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "LAST-ACK", "CLOSING" -> Phase.CLOSING;
      case "TIME-WAIT" -> Phase.TIME_WAIT;
      default -> Phase.NONE;
    };
  }
}
