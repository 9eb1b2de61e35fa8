package tcplessons.docs.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A recorded run: who took part, and everything that was observed, in order. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Run(
    String id,
    String recorded,
    Map<String, String> with,
    List<Participant> participants,
    List<Event> events,
    Map<String, String> facts,
    String capture) {

  public Run {
    with = with == null ? Map.of() : with;
    participants = participants == null ? List.of() : List.copyOf(participants);
    events = events == null ? List.of() : List.copyOf(events);
    facts = facts == null ? Map.of() : facts;
  }

  /**
   * A process that took part.
   *
   * @param lane {@code client} is drawn on the left, {@code server} on the right
   * @param by what it is made of, such as {@code Node.js}
   * @param command what a reader would type to have the same
   * @param exit its exit code; null when it was still running at the end
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Participant(String name, String lane, String by, String command, Integer exit) {
    boolean isServer() {
      return "server".equals(lane);
    }

    /** Whether its name says already what it is made of: {@code ss}, or {@code ss-one-address}. */
    boolean isNamedAfterItsMaking() {
      return name.equals(by) || name.startsWith(by + "-");
    }
  }

  Optional<Participant> participant(String name) {
    return participants.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  List<Participant> lane(boolean server) {
    return participants.stream().filter(p -> p.isServer() == server).toList();
  }

  List<Event.Packet> packets() {
    return events.stream()
        .filter(Event.Packet.class::isInstance)
        .map(Event.Packet.class::cast)
        .toList();
  }

  long connections() {
    return packets().stream().mapToInt(Event.Packet::connection).distinct().count();
  }
}
