package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * A run as a figure: one ordered list whose items the style sheet places in three lanes.
 *
 * <p>Read aloud, an item is a sentence (time, who, what). Text of the run only ever enters as text
 * nodes, so whatever a peer sent stays text.
 */
final class RunFigure {

  private final Run run;
  private final Scene scene;

  /** By lane, who was seen last: a name is written only where it changes. */
  private final Map<String, String> lastSeen = new HashMap<>();

  RunFigure(Run run, Words words) {
    this.run = run;
    this.scene = Scene.of(run, words);
  }

  /**
   * @param title HTML of the caption's title; null for none
   */
  String draw(String title) {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure = paper.body().appendElement("figure").addClass("run").id(Shown.figure(run.id()));
    if (scene.isSolo()) {
      figure.addClass("solo");
    } else if (run.packets().isEmpty()) {
      figure.addClass("wireless");
    }
    caption(figure.appendElement("figcaption"), title);
    var diagram = figure.appendElement("div").addClass("diagram");
    lanes(diagram.appendElement("div").addClass("lanes"));
    rows(diagram.appendElement("ol"));
    if (!run.packets().isEmpty()) {
      legend(figure.appendElement("p").addClass("legend"));
    }
    return figure.outerHtml();
  }

  private void caption(Element caption, String title) {
    var text = caption.appendElement("div");
    var heading = text.appendElement("p").addClass("run-title");
    if (title == null) {
      heading.text(run.id());
    } else {
      heading.html(title);
    }
    var facts = text.appendElement("p").addClass("run-facts");
    facts
        .appendElement("span")
        .text(
            run.capture() == null
                ? scene.say("run.without-wire")
                : scene.say("run.packets", run.packets().size()));
    if (scene.manyConnections()) {
      facts.appendElement("span").text(scene.say("run.connections", run.connections()));
    }
    facts
        .appendElement("span")
        .appendText(scene.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", run.recorded())
        .text(run.recorded());
    facts.appendElement("span").text(scene.phrases().versions(run.with()));
    Scene.spaced(facts);
    if (run.capture() != null && !run.packets().isEmpty()) {
      var link = caption.appendElement("a").addClass("download").attr("download", "");
      link.attr("href", "../runs/" + run.capture()).attr("title", scene.say("run.download"));
      Scene.hidden(link, scene.say("run.download") + ":");
      link.appendText(run.capture());
    }
  }

  private void lanes(Element lanes) {
    lane(lanes.appendElement("p"), "client");
    var ports =
        run.packets().stream()
            .map(packet -> packet.toServer() ? packet.target() : packet.source())
            .map(PacketRow::port)
            .distinct()
            .collect(Collectors.joining(", "));
    lanes
        .appendElement("p")
        .addClass("wire")
        .text(ports.isEmpty() ? scene.say("run.wire") : scene.say("run.wire-port", ports));
    lane(lanes.appendElement("p"), "server");
  }

  private void lane(Element lane, String side) {
    lane.addClass(side);
    for (var participant : scene.lane(side)) {
      var entry = lane.appendElement("span").addClass("participant");
      entry.appendElement("b").text(scene.phrases().name(participant.name()));
      if (participant.by() != null && !participant.isNamedAfterItsMaking()) {
        entry.appendText(" ");
        entry.appendElement("span").addClass("by").text(scene.phrases().madeBy(participant.by()));
      }
    }
    Scene.spaced(lane);
  }

  private void rows(Element list) {
    var lifelines = new Lifelines(run);
    for (var row : Timeline.of(run.events())) {
      var item = list.appendElement("li");
      if (row instanceof Timeline.Moment moment) {
        lifelines.see(moment.event());
        moment(item, moment);
      } else if (row instanceof Timeline.Silence silence) {
        silence(item, silence);
      }
      stages(item, lifelines);
      Scene.spaced(item);
    }
  }

  private void moment(Element item, Timeline.Moment moment) {
    pace(item, moment.after());
    var event = moment.event();
    item.appendElement("time")
        .attr("datetime", Phrases.machineTime(event.ms()))
        .text(scene.phrases().time(event.ms(), scene.lastMs()));
    if (event instanceof Event.Packet packet) {
      new PacketRow(scene, packet).drawInto(item);
    } else if (event instanceof Event.Deed deed) {
      var side = scene.isIn("server", deed.who()) ? "server" : "client";
      var named = !deed.who().equals(lastSeen.put(side, deed.who()));
      new DeedRow(scene, deed, named).drawInto(item);
    } else if (event instanceof Event.Link link) {
      link(item, link);
    }
  }

  private void link(Element item, Event.Link link) {
    item.addClass("link").addClass(link.isDown() ? "down" : "up");
    item.appendElement("span")
        .addClass("wire")
        .appendElement("span")
        .addClass("note")
        .text(scene.say("link." + link.state()));
  }

  /** Longer waits get more room, so that the rows keep some of the time axis. */
  private static void pace(Element item, double after) {
    if (after >= 100) {
      item.addClass("pace-3");
    } else if (after >= 20) {
      item.addClass("pace-2");
    } else if (after >= 3) {
      item.addClass("pace-1");
    }
  }

  private void silence(Element item, Timeline.Silence silence) {
    item.addClass("silence");
    item.appendElement("span")
        .addClass("wire")
        .appendElement("span")
        .addClass("pause")
        .text(scene.say("run.silence", scene.phrases().duration(silence.ms())));
  }

  private static void stages(Element item, Lifelines lifelines) {
    if (lifelines.isCut()) {
      item.prependElement("span").addClass("cut");
    }
    for (var side : Scene.SIDES) {
      var server = side.equals("server");
      item.addClass(side + "-" + lifelines.stage(server).name().toLowerCase(ROOT));
      if (lifelines.isStopped(server)) {
        item.prependElement("span").addClass("halt").addClass(side);
      }
    }
  }

  private void legend(Element legend) {
    for (var role : Event.Role.values()) {
      var kind = role.name().toLowerCase(ROOT);
      var key = legend.appendElement("span").addClass("key").addClass(kind);
      var arrow = key.appendElement("span").addClass("arrow").attr("aria-hidden", "true");
      arrow.append(Arrow.tailOf(role));
      arrow.append(Arrow.headOf(role));
      key.appendText(scene.say("legend." + kind));
    }
    legend.appendElement("span").addClass("hint").text(scene.say("legend.hint"));
    Scene.spaced(legend);
  }
}
