package tcplessons.docs.run;

import static java.util.Locale.ROOT;

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
    Map<Event.Packet, Set<SegmentNotes.Note>> notes,
    Map<Event.Packet, String> meanings,
    CodeReferences code,
    ProcessLanes processes) {

  static FigureContext of(Run run, Words words, CodeReferences code) {
    var lastMs = run.events().stream().mapToDouble(Event::ms).max().orElse(0);
    return new FigureContext(
        run,
        new Phrases(words),
        run.connections() > 1,
        lastMs,
        SegmentNotes.of(run),
        PacketMeanings.of(run, words),
        code,
        ProcessLanes.of(run));
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

  /** Appends the number of each line of code behind the event that belongs to {@code who}. */
  void appendCode(Element parent, Event event, String who) {
    for (var reference : code.of(event)) {
      if (reference.who().equals(who)) {
        var callout = reference.callout();
        var label = say("code." + reference.role().name().toLowerCase(ROOT), callout.file());
        parent
            .appendElement("a")
            .addClass("conum")
            .attr("data-code", callout.key())
            .attr("title", label)
            .attr("aria-label", callout.number() + ", " + label)
            .text(String.valueOf(callout.number()));
      }
    }
  }

  boolean isIn(Lane lane, String participant) {
    return lane(lane).stream().anyMatch(p -> p.name().equals(participant));
  }

  /** The side of a figure with two sides, or the half in which the lane of the process is. */
  Lane sideOf(String participant) {
    if (!processes.isUsed()) {
      return laneOf(participant);
    }
    return processes.isLeft(participant) ? Lane.CLIENT : Lane.SERVER;
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
