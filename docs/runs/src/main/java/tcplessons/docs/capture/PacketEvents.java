package tcplessons.docs.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.docs.capture.TcpStates.State;
import tcplessons.docs.model.Event;
import tcplessons.grader.capture.Segment;

/**
 * The packets of one connection, as a run contains them.
 *
 * @param client the participant that has opened the connection, or null
 * @param server the participant that has accepted it; null at a port without a listener
 */
public record PacketEvents(CapturedConnection connection, String client, String server) {

  public Stream<TimedEvent> events() {
    var segments = connection.segments();
    // The tap has two connections: the states of one cannot be derived from what passes through.
    var states =
        connection.isByTap()
            ? Collections.nCopies(segments.size(), Map.<End, State>of())
            : connection.states();
    return IntStream.range(0, segments.size()).mapToObj(i -> event(segments.get(i), states.get(i)));
  }

  private TimedEvent event(Segment segment, Map<End, State> entered) {
    return new TimedEvent(segment.micros(), ms -> packet(ms, segment, entered));
  }

  private Event.Packet packet(double ms, Segment segment, Map<End, State> entered) {
    var sender = connection.sender(segment);
    var states = new LinkedHashMap<String, String>();
    entered.forEach((end, state) -> {
      if (participant(end) != null) {
        states.put(participant(end), state.toString());
      }
    });
    return new Event.Packet(
        ms,
        participant(sender),
        participant(sender.other()),
        sender == End.CLIENT,
        connection.number(),
        Segment.show(segment.source()),
        Segment.show(segment.target()),
        segment.flags().stream().map(Enum::name).toList(),
        connection.relativeSeq(segment),
        connection.relativeAck(segment),
        segment.length(),
        connection.isByTap() ? null : connection.window(segment),
        connection.options(segment),
        new String(segment.payload(), UTF_8),
        HexFormat.of().formatHex(segment.payload()),
        states,
        segment.lost());
  }

  private String participant(End end) {
    return end == End.CLIENT ? client : server;
  }
}
