package tcplessons.docs.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import lombok.With;

/** Something that was observed, {@link #ms} milliseconds after the first event of the run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Event.Start.class, name = "start"),
  @Type(value = Event.Print.class, name = "print"),
  @Type(value = Event.Input.class, name = "input"),
  @Type(value = Event.InputEnd.class, name = "input-end"),
  @Type(value = Event.Signal.class, name = "signal"),
  @Type(value = Event.Exit.class, name = "exit"),
  @Type(value = Event.Link.class, name = "link"),
  @Type(value = Event.Omission.class, name = "omission"),
  @Type(value = Event.Packet.class, name = "packet")
})
public sealed interface Event {

  double ms();

  /** An event of one participant, as opposed to a packet between two of them. */
  sealed interface ParticipantEvent extends Event {
    String who();
  }

  record Start(double ms, String who) implements ParticipantEvent {}

  /** A line that a participant printed. */
  @With
  record Print(double ms, String who, OutputStream stream, String text)
      implements ParticipantEvent {

    public boolean isError() {
      return stream == OutputStream.ERR;
    }
  }

  record Input(double ms, String who, String text) implements ParticipantEvent {}

  record InputEnd(double ms, String who) implements ParticipantEvent {}

  record Signal(double ms, String who, String signal) implements ParticipantEvent {}

  record Exit(double ms, String who, int code) implements ParticipantEvent {}

  /** The link between two hosts goes down or up. */
  record Link(double ms, LinkState state) implements Event {
    public boolean isDown() {
      return state == LinkState.DOWN;
    }
  }

  /** Packets of a connection that follow this moment and were not kept. */
  record Omission(double ms, int connection, long packets) implements Event {}

  /**
   * A TCP segment.
   *
   * @param from the participant that sent it; null if the kernel sent it for a port without a
   *     listener
   * @param to the participant that received it; null likewise
   * @param seq relative to the first sequence number of its direction, as {@code ack} is
   * @param length bytes of payload
   * @param window the receive window in bytes, scaled as the handshake agreed (RFC 7323 section
   *     2.2); null in runs that were recorded without it
   * @param options TCP options in the notation of tcpdump(8); empty if there are none, or in runs
   *     that were recorded without them
   * @param text at most the first 512 bytes of the payload, decoded as UTF-8
   * @param hex the same bytes
   * @param states the TCP state that each end enters with this segment, by participant
   * @param lost whether it was sent into a link that was down
   */
  @With
  record Packet(
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
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer window,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> options,
      String text,
      String hex,
      Map<String, String> states,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean lost)
      implements Event {

    public Packet {
      flags = flags == null ? List.of() : List.copyOf(flags);
      options = options == null ? List.of() : List.copyOf(options);
      text = text == null ? "" : text;
      hex = hex == null ? "" : hex;
      states = states == null ? Map.of() : states;
    }

    /** What the segment is for; decides how its arrow looks. */
    public SegmentKind kind() {
      if (flags.contains("RST")) {
        return SegmentKind.RST;
      }
      if (flags.contains("SYN")) {
        return SegmentKind.SYN;
      }
      if (flags.contains("FIN")) {
        return SegmentKind.FIN;
      }
      return length > 0 ? SegmentKind.DATA : SegmentKind.ACK;
    }

    /** The sequence number after this segment; SYN and FIN take one each (RFC 9293, 3.4). */
    public long end() {
      return seq + length + (flags.contains("SYN") ? 1 : 0) + (flags.contains("FIN") ? 1 : 0);
    }
  }

  /** The five kinds of segment that a figure draws differently. */
  enum SegmentKind {
    SYN,
    DATA,
    ACK,
    FIN,
    RST
  }

  /** The stream of a process to which a line was printed. */
  enum OutputStream {
    @JsonProperty("out")
    OUT,
    @JsonProperty("err")
    ERR
  }

  /** Whether packets pass between two hosts. */
  enum LinkState {
    @JsonProperty("down")
    DOWN,
    @JsonProperty("up")
    UP
  }
}
