package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tcplessons.docs.Words;

/**
 * A run on paper: strips of SVG, one for each row, which a page may end after any of. The first
 * names the lanes and is repeated on every page.
 */
final class RunStrips {

  private static final double CAPTION = 6.2;

  private final Run run;
  private final Scene scene;
  private final Paper paper;
  private final Map<Boolean, String> lastSeen = new HashMap<>();

  RunStrips(Run run, Words words) {
    this.run = run;
    this.scene = Scene.of(run, words);
    this.paper = Paper.of(run, scene.isSolo());
  }

  List<String> draw() {
    var strips = new ArrayList<String>();
    strips.add(lanes());
    var lifelines = new Lifelines(run);
    for (var row : Timeline.of(run.events())) {
      if (row instanceof Timeline.Moment moment) {
        lifelines.see(moment.event());
      }
      strips.add(new StripRow(scene, paper, lifelines).draw(row, isNamed(row)));
    }
    strips.add(facts());
    return strips;
  }

  /** Whether the row above in the same lane was another participant's. */
  private boolean isNamed(Timeline.Row row) {
    if (!(row instanceof Timeline.Moment moment) || !(moment.event() instanceof Event.Deed deed)) {
      return false;
    }
    var server = scene.isIn("server", deed.who());
    return !deed.who().equals(lastSeen.put(server, deed.who())) && scene.lane(server).size() > 1;
  }

  private String lanes() {
    var strip = new Strip();
    double height = 0;
    for (var server : new boolean[] {false, true}) {
      double y = 9;
      for (var line : Paper.lines(participants(server), paper.room(server), Paper.TEXT)) {
        var x = paper.left(server, Strip.width(line, Paper.TEXT));
        strip.text(x, y, Paper.TEXT, PaperInk.of(server), true, line);
        y += Paper.LEADING;
      }
      height = Math.max(height, y - 4);
    }
    if (!run.packets().isEmpty()) {
      var wire = wire();
      var x = paper.middle() - Strip.width(wire, Paper.SMALL) / 2;
      strip.text(x, 9, Paper.SMALL, PaperInk.SOFT, false, wire);
    }
    strip.line(0, 0.5, Strip.WIDTH, 0.5, PaperInk.LINE, 0.6, "");
    strip.line(0, height, Strip.WIDTH, height, PaperInk.LINE, 0.6, "");
    return strip.svg(height + 1);
  }

  private String participants(boolean server) {
    return scene.lane(server).stream()
        .map(participant -> {
          var name = scene.phrases().name(participant.name());
          return participant.by() == null || participant.isNamedAfterItsMaking()
              ? name
              : name + " " + scene.phrases().madeBy(participant.by());
        })
        .collect(Collectors.joining(", "));
  }

  private String wire() {
    var ports =
        run.packets().stream()
            .map(packet -> packet.toServer() ? packet.target() : packet.source())
            .map(PacketRow::port)
            .distinct()
            .collect(Collectors.joining(", "));
    return scene.say("run.wire-port", ports);
  }

  private String facts() {
    var facts = new ArrayList<String>();
    facts.add(
        run.capture() == null
            ? scene.say("run.without-wire")
            : scene.say("run.packets", run.packets().size()));
    if (scene.manyConnections()) {
      facts.add(scene.say("run.connections", run.connections()));
    }
    facts.add(scene.say("run.recorded") + " " + run.recorded());
    facts.add(scene.phrases().versions(run.with()));
    if (run.capture() != null && !run.packets().isEmpty()) {
      facts.add(run.capture());
    }
    var strip = new Strip();
    strip.line(0, 0.5, Strip.WIDTH, 0.5, PaperInk.LINE, 0.6, "");
    double y = 9;
    for (var line : Paper.lines(String.join(" · ", facts), Strip.WIDTH, CAPTION)) {
      strip.text(0, y, CAPTION, PaperInk.SOFT, false, line);
      y += Paper.LEADING;
    }
    return strip.svg(y);
  }
}
