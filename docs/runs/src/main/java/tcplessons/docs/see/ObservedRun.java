package tcplessons.docs.see;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.PacketEvents;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;
import tcplessons.docs.model.Run.Participant;
import tcplessons.grader.capture.Segment;

/**
 * What was observed, as a run: a participant for each program of the reader, and one for each end
 * of a connection at which another program is.
 */
final class ObservedRun {

  /** The programs at the ends of a connection; null for another program. */
  record Owners(OwnProgram client, OwnProgram server) {
    static final Owners UNKNOWN = new Owners(null, null);
  }

  /** Creates an event when the names of the programs are known. */
  interface EventOf {
    Event at(double ms, Map<OwnProgram, String> names);
  }

  /** An event that is no captured packet. */
  record Noted(long micros, EventOf event) {}

  private final Map<String, Participant> participants = new LinkedHashMap<>();
  private final Map<OwnProgram, String> names = new HashMap<>();
  private final List<TimedEvent> events = new ArrayList<>();
  private final List<CapturedConnection> connections;

  private ObservedRun(List<CapturedConnection> connections) {
    this.connections = List.copyOf(connections);
  }

  /** Copies what it needs: the arguments may change later. */
  static ObservedRun of(
      Collection<OwnProgram> programs,
      Collection<Noted> noted,
      List<CapturedConnection> connections,
      Map<CapturedConnection, Owners> owners) {
    var run = new ObservedRun(connections);
    programs.forEach(run::participant);
    noted.forEach(each ->
        run.events.add(new TimedEvent(each.micros(), ms -> each.event().at(ms, run.names))));
    connections.forEach(each -> run.add(each, owners.getOrDefault(each, Owners.UNKNOWN)));
    run.events.sort(Comparator.comparingLong(TimedEvent::micros));
    return run;
  }

  private void participant(OwnProgram program) {
    var lane = program.lane();
    Integer exit = program.process().isAlive() ? null : program.process().exitValue();
    names.put(
        program,
        add(
            name -> new Participant(name, lane, program.by(), program.command(), null, exit),
            lane));
  }

  private String add(Function<String, Participant> participant, Lane lane) {
    var name = lane.key();
    for (int number = 2; participants.containsKey(name); number++) {
      name = lane.key() + "-" + number;
    }
    participants.put(name, participant.apply(name));
    return name;
  }

  private void add(CapturedConnection connection, Owners owners) {
    var client = name(owners.client(), Lane.CLIENT, Segment.show(connection.client()));
    var server =
        connection.isRefused()
            ? null
            : name(owners.server(), Lane.SERVER, Segment.show(connection.server()));
    var packets = new PacketEvents(connection, client, server).events().toList();
    events.addAll(packets);
    if (connection.omitted() > 0) {
      // The sort keeps its place behind the packet of the same time.
      int at = events.size() - packets.size() + connection.first().size();
      events.add(
          at,
          new TimedEvent(
              events.get(at - 1).micros(),
              ms -> new Event.Omission(ms, connection.number(), connection.omitted())));
    }
  }

  /** The program, or the one at this address. */
  private String name(OwnProgram program, Lane lane, String address) {
    if (program != null) {
      return names.get(program);
    }
    return participants.values().stream()
        .filter(each -> each.by().equals(address))
        .findFirst()
        .map(Participant::name)
        .orElseGet(() -> add(name -> new Participant(name, lane, address, null, null, null), lane));
  }

  List<CapturedConnection> connections() {
    return connections;
  }

  /**
   * @param capture the name of the capture's file; null if there is none
   */
  Run run(String id, Map<String, String> with, String capture) {
    long start = events.isEmpty() ? TimedEvent.now() : events.getFirst().micros();
    var date =
        LocalDate.ofInstant(
            Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(start)), ZoneOffset.UTC);
    return new Run(
        id,
        "",
        date.toString(),
        with,
        List.copyOf(participants.values()),
        events.stream().map(event -> event.after(start)).toList(),
        Map.of(),
        capture);
  }
}
