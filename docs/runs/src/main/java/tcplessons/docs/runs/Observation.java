package tcplessons.docs.runs;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lombok.With;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.ConnectionTable;
import tcplessons.docs.capture.PacketEvents;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.LinkState;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.Segment;

/**
 * What was observed while a scenario was played, and the run that it becomes.
 *
 * @param captured whether packets were captured
 * @param tapped the connections through taps, where packets were not captured
 * @param clients the participants that opened connections, by the connection's number, where the
 *     scenario states them
 * @param links the changes of the link between two hosts, by microseconds since 1970
 * @param losses the segments that were dropped on purpose
 * @param settings kernel parameters that the scenario set
 */
@With
record Observation(
    List<Participant> participants,
    List<TimedEvent> events,
    List<CapturedFrame> frames,
    boolean captured,
    List<CapturedConnection> tapped,
    Map<Integer, String> clients,
    NavigableMap<Long, LinkState> links,
    List<PacketLoss> losses,
    Map<String, String> settings,
    Map<String, String> facts,
    List<DurationFact> durations) {

  Run run(Scenario scenario) {
    var segments = frames.stream().flatMap(frame -> Segment.decode(frame).stream()).toList();
    var link = LinkHistory.of(links, segments);
    var marked = segments.stream().map(s -> s.withLost(link.loses(s))).toList();
    for (var loss : losses) {
      marked = loss.markIn(marked);
    }
    var connections = captured ? ConnectionTable.of(marked) : tapped;
    var allEvents = events(connections, link);
    var allFacts = facts(connections);
    durations.forEach(fact -> allFacts.put(fact.name(), fact.in(allEvents)));
    return new Run(
        scenario.id(),
        scenario.lesson().module(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        versions(),
        participants.stream().map(Observation::participant).toList(),
        allEvents,
        allFacts,
        scenario.wire() ? scenario.id() + ".pcapng" : null);
  }

  /** This observation without packets. */
  Observation withoutPackets() {
    return withFrames(List.of()).withCaptured(false);
  }

  private static Run.Participant participant(Participant p) {
    var program = p.program();
    var executed = program.executed().equals(program.typed()) ? null : program.executed();
    return new Run.Participant(
        p.name(), p.lane(), program.by(), program.typed(), executed, p.exit());
  }

  private Map<String, String> versions() {
    var versions = new LinkedHashMap<String, String>();
    participants.stream()
        .map(participant -> participant.program().tool())
        .distinct()
        .forEach(tool -> Tools.version(tool).ifPresent(version -> versions.put(tool, version)));
    Tools.firstVersion(System.getProperty("os.version"))
        .ifPresent(v -> versions.put(System.getProperty("os.name").toLowerCase(Locale.ROOT), v));
    versions.putAll(settings);
    return versions;
  }

  private List<Event> events(List<CapturedConnection> connections, LinkHistory link) {
    // The sort is stable: a link that is up precedes the packet that passes it at that moment.
    var all =
        Stream.of(events.stream(), link.events(), connections.stream().flatMap(this::packets))
            .flatMap(Function.identity())
            .sorted(Comparator.comparingLong(TimedEvent::micros))
            .toList();
    long start = all.isEmpty() ? 0 : all.getFirst().micros();
    return all.stream().map(event -> event.after(start)).toList();
  }

  private Stream<TimedEvent> packets(CapturedConnection connection) {
    return new PacketEvents(connection, client(connection), server(connection)).events();
  }

  /** The participant that listens; null at a port without a listener. */
  private String server(CapturedConnection connection) {
    if (connection.isRefused()) {
      return null;
    }
    int port = connection.server().getPort();
    return participants.stream()
        .filter(p -> p.program().listens() != null && p.program().listens() == port)
        .filter(p -> p.runsAt(connection.first().getFirst().micros()))
        .map(Participant::name)
        .findFirst()
        .orElse(null);
  }

  /** The one that the scenario states, or the client that was started last before the SYN. */
  private String client(CapturedConnection connection) {
    var stated = clients.get(connection.number());
    if (stated != null) {
      return stated;
    }
    var running =
        participants.reversed().stream()
            .filter(p -> p.runsAt(connection.first().getFirst().micros()))
            .filter(p -> !p.name().equals(server(connection)))
            .toList();
    return running.stream()
        .filter(p -> p.lane() == Lane.CLIENT)
        .findFirst()
        .or(() -> running.stream().findFirst())
        .map(Participant::name)
        .orElse(null);
  }

  private Map<String, String> facts(List<CapturedConnection> connections) {
    var all = new LinkedHashMap<String, String>();
    if (captured) {
      all.put("packets", "" + connections.stream().mapToInt(c -> c.segments().size()).sum());
      all.put("connections", "" + connections.size());
      all.put("bytes-to-client", "" + sum(connections, End.CLIENT).sum());
      all.put("bytes-to-server", "" + sum(connections, End.SERVER).sum());
      if (connections.size() == 1) {
        all.put("closing-segments", "" + connections.getFirst().closingSegments());
      } else {
        connections.forEach(
            c -> all.put("closing-segments-" + c.number(), "" + c.closingSegments()));
      }
    }
    all.putAll(facts);
    return all;
  }

  private static LongStream sum(List<CapturedConnection> connections, End end) {
    return connections.stream().mapToLong(connection -> connection.bytesTo(end));
  }
}
