package tcplessons.docs.runs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was observed when a scenario was played: the content of {@code recorded/ID.json}.
 *
 * @param with versions of what took part, and parameters of the kernel that were set for it
 * @param events in order of time, milliseconds since the first
 * @param facts numbers that pages cite by name
 * @param capture the name of the packet capture beside the JSON file, or null if the wire is left
 *     out
 */
record Run(
    String id,
    String lesson,
    String recorded,
    Map<String, String> with,
    List<Participant> participants,
    List<Event> events,
    Map<String, String> facts,
    String capture) {

  /** Which end of the wire a participant is drawn at. */
  enum Lane {
    @JsonProperty("client")
    CLIENT,
    @JsonProperty("server")
    SERVER
  }

  /** What becomes of the link between two machines. */
  enum LinkState {
    @JsonProperty("down")
    DOWN,
    @JsonProperty("up")
    UP
  }

  enum Console {
    @JsonProperty("out")
    OUT,
    @JsonProperty("err")
    ERR
  }

  /**
   * @param command what a reader would type
   * @param exit the exit code, or null when it was still running as the run ended
   */
  record Participant(String name, Lane lane, String by, String command, Integer exit) {}

  /** One thing that was seen, at one moment. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Start.class, name = "start"),
    @JsonSubTypes.Type(value = Print.class, name = "print"),
    @JsonSubTypes.Type(value = Input.class, name = "input"),
    @JsonSubTypes.Type(value = InputEnd.class, name = "input-end"),
    @JsonSubTypes.Type(value = Signal.class, name = "signal"),
    @JsonSubTypes.Type(value = Exit.class, name = "exit"),
    @JsonSubTypes.Type(value = Link.class, name = "link"),
    @JsonSubTypes.Type(value = Segment.class, name = "packet")
  })
  sealed interface Event {
    double ms();
  }

  record Start(double ms, String who) implements Event {}

  record Print(double ms, String who, Console stream, String text) implements Event {}

  record Input(double ms, String who, String text) implements Event {}

  record InputEnd(double ms, String who) implements Event {}

  record Signal(double ms, String who, String signal) implements Event {}

  record Exit(double ms, String who, int code) implements Event {}

  record Link(double ms, LinkState state) implements Event {}

  /**
   * One TCP segment on the wire.
   *
   * @param from who sent it, or null for the kernel of an end where nobody listens
   * @param to who it is for, or null likewise
   * @param seq relative to the first of its direction, as {@code ack} is
   * @param text at most the first 512 bytes of the payload, as {@code hex} is
   * @param states the state that each end enters with this segment, by participant
   * @param lost whether it went into a link that was cut; not written where it did not
   */
  @JsonPropertyOrder({
    "ms",
    "from",
    "to",
    "toServer",
    "connection",
    "source",
    "target",
    "flags",
    "seq",
    "ack",
    "length",
    "text",
    "hex",
    "states",
    "lost"
  })
  record Segment(
      double ms,
      String from,
      String to,
      boolean toServer,
      int connection,
      String source,
      String target,
      List<String> flags,
      long seq,
      long ack,
      int length,
      String text,
      String hex,
      Map<String, String> states,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean lost)
      implements Event {}

  <E extends Event> Stream<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
