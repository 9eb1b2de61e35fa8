package tcplessons.docs.see;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.PacketEvents;
import tcplessons.docs.capture.Segment;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;
import tcplessons.docs.model.Run.Participant;

/** A captured connection as a run of two participants, of which only the addresses are known. */
record ConnectionRun(CapturedConnection connection) {

  private static final String CLIENT = "client";
  private static final String SERVER = "server";

  /** The id of the run, and by that of its figure. */
  String id() {
    return "connection-" + connection.number();
  }

  /**
   * @param capture the name of the capture's file
   */
  Run run(String capture) {
    return new Run(id(), "", date(), Map.of(), participants(), events(), Map.of(), capture);
  }

  private String date() {
    long micros = connection.first().getFirst().micros();
    return LocalDate.ofInstant(
            Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(micros)), ZoneOffset.UTC)
        .toString();
  }

  private List<Participant> participants() {
    var participants = new ArrayList<Participant>();
    var client = Segment.show(connection.client());
    participants.add(new Participant(CLIENT, Lane.CLIENT, client, null, null, null));
    if (!connection.isRefused()) {
      var server = Segment.show(connection.server());
      participants.add(new Participant(SERVER, Lane.SERVER, server, null, null, null));
    }
    return participants;
  }

  private List<Event> events() {
    long start = connection.first().getFirst().micros();
    var server = connection.isRefused() ? null : SERVER;
    var events = new ArrayList<Event>();
    new PacketEvents(connection, CLIENT, server)
        .events()
        .forEach(event -> events.add(event.after(start)));
    if (connection.omitted() > 0) {
      int at = connection.first().size();
      double ms = events.get(at - 1).ms();
      events.add(at, new Event.Omission(ms, connection.number(), connection.omitted()));
    }
    return events;
  }
}
