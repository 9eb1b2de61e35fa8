package tcplessons.docs.run;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** Something that was observed, {@link #ms} milliseconds after the first thing observed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(value = Event.Start.class, name = "start"),
  @Type(value = Event.Print.class, name = "print"),
  @Type(value = Event.Input.class, name = "input"),
  @Type(value = Event.InputEnd.class, name = "input-end"),
  @Type(value = Event.Signal.class, name = "signal"),
  @Type(value = Event.Exit.class, name = "exit"),
  @Type(value = Event.Link.class, name = "link"),
  @Type(value = Event.Packet.class, name = "packet")
})
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface Event {

  double ms();

  /** Something that a participant did, as opposed to what passed between them. */
  sealed interface Deed extends Event {
    String who();
  }

  record Start(double ms, String who) implements Deed {}

  record Print(double ms, String who, String stream, String text) implements Deed {
    boolean isError() {
      return "err".equals(stream);
    }
  }

  record Input(double ms, String who, String text) implements Deed {}

  record InputEnd(double ms, String who) implements Deed {}

  record Signal(double ms, String who, String signal) implements Deed {}

  record Exit(double ms, String who, int code) implements Deed {}

  /** The link between the two machines is cut, or mended. */
  record Link(double ms, String state) implements Event {
    boolean isDown() {
      return "down".equals(state);
    }
  }

  /**
   * A TCP segment.
   *
   * @param from the participant that sent it; null when the kernel answered for nobody
   * @param to the participant it reached; null when nobody listened
   * @param text at most the first 512 bytes of the payload, decoded
   * @param hex the same bytes
   * @param length the real size of the payload
   * @param states the TCP state that this segment brought each end into, by participant
   * @param lost whether it went into a link that was cut
   */
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
      String text,
      String hex,
      Map<String, String> states,
      boolean lost)
      implements Event {

    public Packet {
      flags = flags == null ? List.of() : List.copyOf(flags);
      text = text == null ? "" : text;
      hex = hex == null ? "" : hex;
      states = states == null ? Map.of() : states;
    }

    /** What the segment is for; decides how its arrow looks. */
    Role role() {
      if (flags.contains("RST")) {
        return Role.RST;
      }
      if (flags.contains("SYN")) {
        return Role.SYN;
      }
      if (flags.contains("FIN")) {
        return Role.FIN;
      }
      return length > 0 ? Role.DATA : Role.ACK;
    }
  }

  /** The five kinds of segment that a reader has to tell apart at a glance. */
  enum Role {
    SYN,
    DATA,
    ACK,
    FIN,
    RST
  }
}
