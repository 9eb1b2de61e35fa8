package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lombok.With;
import tcplessons.docs.runs.Run.Lane;
import tcplessons.docs.runs.Run.LinkState;
import tcplessons.docs.runs.TcpStates.End;
import tcplessons.docs.runs.TcpStates.State;

/**
 * What a stage saw, and how it becomes a run.
 *
 * @param captured whether the wire was seen too
 * @param clients who opened a connection, by its number, where the scenario says so
 * @param links what became of the link between two machines, by microseconds since 1970
 * @param settings parameters of the kernel that the scenario has set
 */
@With
record Observed(
    List<Participant> participants,
    List<Moment> moments,
    List<Frame> frames,
    boolean captured,
    Map<Integer, String> clients,
    NavigableMap<Long, LinkState> links,
    Map<String, String> settings,
    Map<String, String> facts,
    List<Span> spans) {

  /** An event whose place on the run's own clock is not known yet. */
  record Moment(long micros, DoubleFunction<Run.Event> event) {}

  /** A fact: the time from one event to another. */
  record Span(String name, ChronoUnit unit, Predicate<Run.Event> from, Predicate<Run.Event> to) {

    String in(List<Run.Event> events) {
      double start = first(events, from);
      var later = events.stream().filter(event -> event.ms() > start).toList();
      double length = (first(later, to) - start) / unit.getDuration().toMillis();
      return String.format(Locale.ROOT, "%.1f", length);
    }

    private double first(List<Run.Event> events, Predicate<Run.Event> wanted) {
      return events.stream()
          .filter(wanted)
          .findFirst()
          .orElseThrow(
              () -> new StageException("nothing was seen that " + name + " begins or ends with"))
          .ms();
    }
  }

  static final int SHOWN_BYTES = 512;

  Run run(Scenario scenario) {
    var packets = frames.stream().flatMap(frame -> Packet.decode(frame).stream()).toList();
    var link = Link.of(links, packets);
    var connections = Connection.of(packets.stream().map(p -> p.withLost(link.loses(p))).toList());
    var events = events(connections, link);
    var facts = facts(connections);
    spans.forEach(span -> facts.put(span.name(), span.in(events)));
    return new Run(
        scenario.id(),
        scenario.lesson().module(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        versions(),
        participants.stream().map(Observed::participant).toList(),
        events,
        facts,
        scenario.wire() ? scenario.id() + ".pcapng" : null);
  }

  /** The same, as if nobody had looked at the wire. */
  Observed withoutWire() {
    return withFrames(List.of()).withCaptured(false);
  }

  private static Run.Participant participant(Participant p) {
    return new Run.Participant(p.name(), p.lane(), p.program().by(), p.program().typed(), p.exit());
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

  private List<Run.Event> events(List<Connection> connections, Link link) {
    // In this order, the link is mended before what passes it at that moment.
    var all =
        Stream.of(moments.stream(), link.moments(), connections.stream().flatMap(this::onWire))
            .flatMap(Function.identity())
            .toList();
    long first = all.stream().mapToLong(Moment::micros).min().orElse(0);
    return all.stream()
        .sorted(Comparator.comparingLong(Moment::micros))
        .map(moment -> moment.event.apply((moment.micros - first) / 1000.0))
        .toList();
  }

  private Stream<Moment> onWire(Connection connection) {
    var moments = new ArrayList<Moment>();
    var states = connection.states();
    for (int i = 0; i < connection.packets().size(); i++) {
      var packet = connection.packets().get(i);
      var entered = states.get(i);
      long at = packet.micros();
      moments.add(new Moment(at, ms -> segment(ms, connection, packet, entered)));
    }
    return moments.stream();
  }

  private Run.Segment segment(
      double ms, Connection connection, Packet packet, Map<End, State> entered) {
    var sender = connection.sender(packet);
    var states = new LinkedHashMap<String, String>();
    entered.forEach((end, state) -> {
      if (owner(connection, end) != null) {
        states.put(owner(connection, end), state.toString());
      }
    });
    var payload = packet.payload();
    var shown = Arrays.copyOf(payload, Math.min(payload.length, SHOWN_BYTES));
    return new Run.Segment(
        ms,
        owner(connection, sender),
        owner(connection, sender.other()),
        sender == End.CLIENT,
        connection.number(),
        Packet.show(packet.source()),
        Packet.show(packet.target()),
        packet.flags().stream().map(Enum::name).toList(),
        connection.relativeSeq(packet),
        connection.relativeAck(packet),
        payload.length,
        new String(shown, UTF_8),
        HexFormat.of().formatHex(shown),
        states,
        packet.lost());
  }

  /** Who has that end; null where nobody listens. */
  private String owner(Connection connection, End end) {
    return end == End.CLIENT ? client(connection) : server(connection);
  }

  private String server(Connection connection) {
    if (connection.isRefused()) {
      return null;
    }
    int port = connection.syn().target().getPort();
    return participants.stream()
        .filter(p -> p.program().listens() != null && p.program().listens() == port)
        .filter(p -> p.runsAt(connection.syn().micros()))
        .map(Participant::name)
        .findFirst()
        .orElse(null);
  }

  /** Who the scenario says, or the client that was started last before the SYN. */
  private String client(Connection connection) {
    var said = clients.get(connection.number());
    if (said != null) {
      return said;
    }
    var running =
        participants.reversed().stream()
            .filter(p -> p.runsAt(connection.syn().micros()))
            .filter(p -> !p.name().equals(server(connection)))
            .toList();
    Predicate<Participant> isClient = p -> p.lane() == Lane.CLIENT;
    return running.stream()
        .filter(isClient)
        .findFirst()
        .or(() -> running.stream().findFirst())
        .map(Participant::name)
        .orElse(null);
  }

  private Map<String, String> facts(List<Connection> connections) {
    var all = new LinkedHashMap<String, String>();
    if (captured) {
      all.put("packets", "" + connections.stream().mapToInt(c -> c.packets().size()).sum());
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

  private static LongStream sum(List<Connection> connections, End end) {
    return connections.stream().mapToLong(connection -> connection.bytesTo(end));
  }
}
