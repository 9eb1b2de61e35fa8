package tcplessons.docs.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.With;

/**
 * A recorded run: its participants and all observed events in order of time. It is the content of
 * {@code docs/runs/recorded/ID.json}.
 *
 * @param lesson the folder of the lesson's module
 * @param recorded the date, as in ISO 8601
 * @param with versions of the programs, and the kernel parameters that the scenario set
 * @param events in order of time
 * @param facts numbers that pages cite by name
 * @param capture the name of the packet capture beside the JSON file; null for a run without
 *     packets
 */
public record Run(
    String id,
    String lesson,
    String recorded,
    Map<String, String> with,
    List<Participant> participants,
    @With List<Event> events,
    Map<String, String> facts,
    @With String capture) {

  public Run {
    with = with == null ? Map.of() : with;
    participants = participants == null ? List.of() : List.copyOf(participants);
    events = events == null ? List.of() : List.copyOf(events);
    facts = facts == null ? Map.of() : facts;
  }

  /** The side of the figure on which a participant is drawn: clients left, servers right. */
  public enum Lane {
    CLIENT,
    SERVER;

    /** As in the JSON file and in the style sheet. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A process that took part.
   *
   * @param by the program's name or its lesson, such as {@code Node.js}
   * @param command what a reader types to start the same
   * @param executed the command that the recorder ran, with a class path that names no folder of
   *     the recording machine; null if it is the same as {@code command}, or was not recorded
   * @param exit the exit code; null if the process was still running when the run ended
   */
  public record Participant(
      String name,
      Lane lane,
      String by,
      String command,
      @JsonInclude(JsonInclude.Include.NON_NULL) String executed,
      Integer exit) {

    /** Whether a reader starts it with Maven; the recorder started {@code java} itself. */
    public boolean isStartedByMaven() {
      return command != null && command.startsWith("mvn ");
    }

    /** Whether the name already contains the program's: {@code ss}, or {@code ss-one-address}. */
    public boolean isNamedAfterProgram() {
      return name.equals(by) || name.startsWith(by + "-");
    }
  }

  /** The same run; each participant has the name of its program in place of its command. */
  public Run withoutCommands() {
    var programs =
        participants.stream()
            .map(p -> new Participant(p.name(), p.lane(), p.by(), p.by(), null, p.exit()))
            .toList();
    return new Run(id, lesson, recorded, with, programs, events, facts, capture);
  }

  public Optional<Participant> participant(String name) {
    return participants.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  public List<Participant> lane(Lane lane) {
    return participants.stream().filter(p -> p.lane() == lane).toList();
  }

  public <E extends Event> Stream<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  public List<Event.Packet> packets() {
    return events(Event.Packet.class).toList();
  }

  public long connections() {
    return events(Event.Packet.class).mapToInt(Event.Packet::connection).distinct().count();
  }
}
