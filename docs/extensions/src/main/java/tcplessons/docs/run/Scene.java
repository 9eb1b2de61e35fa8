package tcplessons.docs.run;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/** What every row of a drawing has to know: the run, its language, and who needs a name tag. */
record Scene(
    Run run, Phrases phrases, boolean manyConnections, double lastMs, Set<Event.Packet> probes) {

  static final List<String> SIDES = List.of("client", "server");

  static Scene of(Run run, Words words) {
    var lastMs = run.events().stream().mapToDouble(Event::ms).max().orElse(0);
    return new Scene(run, new Phrases(words), run.connections() > 1, lastMs, Probes.of(run));
  }

  String say(String key, Object... values) {
    return phrases.words().say(key, values);
  }

  List<Run.Participant> lane(String side) {
    return run.lane(side.equals("server"));
  }

  /** Whether nothing passed and only one end took part. */
  boolean isSolo() {
    return run.packets().isEmpty() && SIDES.stream().anyMatch(side -> lane(side).isEmpty());
  }

  boolean isIn(String side, String participant) {
    return lane(side).stream().anyMatch(p -> p.name().equals(participant));
  }

  boolean isWithinALane(Event.Packet packet) {
    return packet.from() != null
        && packet.to() != null
        && isIn("server", packet.from()) == isIn("server", packet.to());
  }

  /** Whether several participants of a lane have connections, so that a state needs its owner. */
  boolean sharesStates(String side) {
    return lane(side).stream()
            .filter(p -> run.packets().stream().anyMatch(q -> q.states().containsKey(p.name())))
            .count()
        > 1;
  }

  /** Text for those who hear the page; the drawing shows the same by place and shape. */
  static void hidden(Element parent, String text) {
    parent.appendElement("span").addClass("vh").text(text);
    parent.appendText(" ");
  }

  /** Parts that stand apart on the screen must not run together when copied or read aloud. */
  static void spaced(Element parent) {
    for (var child : parent.children()) {
      child.after(" ");
    }
  }
}
