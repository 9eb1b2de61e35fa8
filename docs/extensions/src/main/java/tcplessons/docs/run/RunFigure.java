package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

/**
 * A run as a figure: one ordered list whose items the style sheet places in three lanes.
 *
 * <p>A screen reader reads each item as a sentence: time, participant, event. Text of the run
 * becomes text nodes only, so HTML that a peer sent is escaped.
 */
final class RunFigure {

  private final Run run;
  private final FigureContext context;

  /** The participant of the row before, by lane: a name is written only where it changes. */
  private final Map<Lane, String> lastSeen = new EnumMap<>(Lane.class);

  RunFigure(Run run, Words words) {
    this.run = run;
    this.context = FigureContext.of(run, words);
  }

  /**
   * @param title HTML of the caption's title; null for none
   */
  String draw(String title) {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure =
        paper.body().appendElement("figure").addClass("run").id(RunLocation.figure(run.id()));
    figure.attr("data-run", run.id());
    if (context.hasOneLane()) {
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
                ? context.say("run.without-wire")
                : context.say("run.packets", run.packets().size()));
    if (context.manyConnections()) {
      facts.appendElement("span").text(context.say("run.connections", run.connections()));
    }
    facts
        .appendElement("span")
        .appendText(context.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", run.recorded())
        .text(run.recorded());
    facts.appendElement("span").text(context.phrases().versions(run.with()));
    if (run.participants().stream().anyMatch(Run.Participant::isStartedByMaven)) {
      facts.appendElement("span").text(context.say("run.without-maven"));
    }
    FigureContext.appendSpaces(facts);
    if (run.capture() != null && !run.packets().isEmpty()) {
      var link = caption.appendElement("a").addClass("download").attr("download", "");
      link.attr("href", "../runs/" + run.capture()).attr("title", context.say("run.download"));
      FigureContext.appendScreenReaderText(link, context.say("run.download") + ":");
      link.appendText(run.capture());
    }
  }

  private void lanes(Element lanes) {
    lane(lanes.appendElement("p"), Lane.CLIENT);
    var ports =
        run.packets().stream()
            .map(packet -> packet.toServer() ? packet.target() : packet.source())
            .map(PacketRow::port)
            .distinct()
            .collect(Collectors.joining(", "));
    lanes
        .appendElement("p")
        .addClass("wire")
        .text(ports.isEmpty() ? context.say("run.wire") : context.say("run.wire-port", ports));
    lane(lanes.appendElement("p"), Lane.SERVER);
  }

  private void lane(Element lane, Lane side) {
    lane.addClass(side.key());
    for (var participant : context.lane(side)) {
      var entry = lane.appendElement("span").addClass("participant");
      entry.appendElement("b").text(context.phrases().name(participant.name()));
      if (participant.by() != null && !participant.isNamedAfterProgram()) {
        entry.appendText(" ");
        entry.appendElement("span").addClass("by").text(context.phrases().madeBy(participant.by()));
      }
    }
    FigureContext.appendSpaces(lane);
  }

  private void rows(Element list) {
    var laneStates = new LaneStates(run);
    for (var row : Timeline.of(run.events())) {
      var item = list.appendElement("li");
      if (row instanceof Timeline.EventRow eventRow) {
        laneStates.apply(eventRow.event());
        eventRow(item, eventRow);
      } else if (row instanceof Timeline.Gap gap) {
        gap(item, gap);
      }
      phases(item, laneStates);
      FigureContext.appendSpaces(item);
    }
  }

  private void eventRow(Element item, Timeline.EventRow eventRow) {
    pace(item, eventRow.after());
    var event = eventRow.event();
    item.appendElement("time")
        .attr("datetime", Phrases.machineTime(event.ms()))
        .text(context.phrases().time(event.ms(), context.lastMs()));
    if (event instanceof Event.Packet packet) {
      new PacketRow(context, packet).drawInto(item);
    } else if (event instanceof Event.ParticipantEvent action) {
      var side = context.laneOf(action.who());
      var named = !action.who().equals(lastSeen.put(side, action.who()));
      new ParticipantRow(context, action, named).drawInto(item);
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
        .text(context.say("link." + (link.isDown() ? "down" : "up")));
  }

  /** Rows after longer waits get more space above them: a rough time axis. */
  private static void pace(Element item, double after) {
    if (after >= 100) {
      item.addClass("pace-3");
    } else if (after >= 20) {
      item.addClass("pace-2");
    } else if (after >= 3) {
      item.addClass("pace-1");
    }
  }

  private void gap(Element item, Timeline.Gap gap) {
    item.addClass("silence");
    item.appendElement("span")
        .addClass("wire")
        .appendElement("span")
        .addClass("pause")
        .text(context.say("run.silence", context.phrases().duration(gap.ms())));
  }

  private static void phases(Element item, LaneStates laneStates) {
    if (laneStates.isLinkDown()) {
      item.prependElement("span").addClass("cut");
    }
    for (var side : Lane.values()) {
      var phase = laneStates.phase(side).name().toLowerCase(ROOT).replace('_', '-');
      item.addClass(side.key() + "-" + phase);
      if (laneStates.isStopped(side)) {
        item.prependElement("span").addClass("halt").addClass(side.key());
      }
    }
  }

  private void legend(Element legend) {
    for (var kind : Event.SegmentKind.values()) {
      var name = kind.name().toLowerCase(ROOT);
      var key = legend.appendElement("span").addClass("key").addClass(name);
      var arrow = key.appendElement("span").addClass("arrow").attr("aria-hidden", "true");
      arrow.append(Arrow.tailOf(kind));
      arrow.append(Arrow.headOf(kind));
      key.appendText(context.say("legend." + name));
    }
    legend.appendElement("span").addClass("hint").text(context.say("legend.hint"));
    FigureContext.appendSpaces(legend);
  }
}
