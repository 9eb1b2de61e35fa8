package tcplessons.docs.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

/**
 * What every row of a figure needs: the run, the page's language, and whether rows must name their
 * participant or connection.
 */
record FigureContext(
    Run run,
    Phrases phrases,
    boolean manyConnections,
    double lastMs,
    Map<Event.Packet, Set<SegmentNotes.Note>> notes) {

  static FigureContext of(Run run, Words words) {
    var lastMs = run.events().stream().mapToDouble(Event::ms).max().orElse(0);
    return new FigureContext(
        run, new Phrases(words), run.connections() > 1, lastMs, SegmentNotes.of(run));
  }

  String say(String key, Object... values) {
    return phrases.words().say(key, values);
  }

  List<Run.Participant> lane(Lane lane) {
    return run.lane(lane);
  }

  Lane laneOf(String participant) {
    return isIn(Lane.SERVER, participant) ? Lane.SERVER : Lane.CLIENT;
  }

  /** Whether the run has no packets, and participants in one lane only. */
  boolean hasOneLane() {
    return run.packets().isEmpty()
        && Stream.of(Lane.values()).anyMatch(lane -> lane(lane).isEmpty());
  }

  boolean isIn(Lane lane, String participant) {
    return lane(lane).stream().anyMatch(p -> p.name().equals(participant));
  }

  boolean isWithinALane(Event.Packet packet) {
    return packet.from() != null
        && packet.to() != null
        && laneOf(packet.from()) == laneOf(packet.to());
  }

  /** Whether several participants of a lane have connections, so that a state needs its owner. */
  boolean hasSeveralStateOwners(Lane lane) {
    return lane(lane).stream()
            .filter(p -> run.packets().stream().anyMatch(q -> q.states().containsKey(p.name())))
            .count()
        > 1;
  }

  /** Text for screen readers only. */
  static void appendScreenReaderText(Element parent, String text) {
    parent.appendElement("span").addClass("vh").text(text);
    parent.appendText(" ");
  }

  /** Separates the children by spaces, for copied text and for screen readers. */
  static void appendSpaces(Element parent) {
    for (var child : parent.children()) {
      child.after(" ");
    }
  }
}
