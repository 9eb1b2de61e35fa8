package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.CodeLineBreaks;
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
public final class RunFigure {

  /**
   * What the caption contains besides the facts of the run.
   *
   * @param captures the folder of the packet captures, relative to the page; null for a figure
   *     without a link to its capture
   * @param capture the name of the capture, as the reader sees it
   * @param notes how the packets were observed, if not as those of the lessons
   */
  public record Caption(String captures, String capture, List<String> notes) {

    private static final String LESSONS = "../runs/";

    static Caption of(Run run) {
      return new Caption(LESSONS, run.capture(), List.of());
    }
  }

  private final Run run;
  private final FigureContext context;
  private final Caption caption;

  /** The participant of the row before, by lane: a name is written only where it changes. */
  private final Map<Lane, String> lastSeen = new EnumMap<>(Lane.class);

  RunFigure(Run run, Words words, CodeReferences code) {
    this(run, FigureContext.of(run, words, code), Caption.of(run));
  }

  /** A figure without references to code. */
  public RunFigure(Run run, Words words, Caption caption) {
    this(run, FigureContext.of(run, words, CodeReferences.NONE), caption);
  }

  private RunFigure(Run run, FigureContext context, Caption caption) {
    this.run = run;
    this.context = context;
    this.caption = caption;
  }

  /** A figure that does not say what the run is about: no commands, no code, another file name. */
  static RunFigure ofCase(Run run, Words words, String caseFile) {
    var caption = new Caption(Caption.LESSONS, caseFile + ".pcapng", List.of());
    return new RunFigure(run.withoutCommands(), words, caption);
  }

  /**
   * @param title HTML of the caption's title; null for none
   * @param isTable whether the clients become the rows of a table, with the packets folded below
   */
  String draw(String title, boolean isTable) {
    return element(title, isTable).outerHtml();
  }

  /** The figure as an element, whose rows are the items of its list. */
  public Element element(String title, boolean isTable) {
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
    if (context.processes().isUsed()) {
      figure.addClass("processes").addClass("of-" + context.processes().names().size());
      figure.removeClass("wireless");
    }
    caption(figure.appendElement("figcaption"), title);
    var diagram =
        (isTable ? new ClientTable(context).appendTo(figure) : figure)
            .appendElement("div")
            .addClass("diagram");
    lanes(diagram.appendElement("div").addClass("lanes").appendElement("div").addClass("names"));
    rows(diagram.appendElement("ol"));
    return figure;
  }

  private void caption(Element element, String title) {
    var text = element.appendElement("div");
    var heading = text.appendElement("p").addClass("run-title");
    if (title == null) {
      heading.text(run.id());
    } else {
      heading.html(title);
    }
    var facts = text.appendElement("p").addClass("run-facts");
    caption.notes().forEach(note -> facts.appendElement("span").text(note));
    if (run.capture() != null) {
      facts.appendElement("span").text(context.say("run.packets", run.packets().size()));
    } else if (caption.notes().isEmpty()) {
      facts.appendElement("span").text(context.say("run.without-wire"));
    }
    if (context.manyConnections()) {
      facts.appendElement("span").text(context.say("run.connections", run.connections()));
    }
    facts
        .appendElement("span")
        .appendText(context.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", run.recorded())
        .text(run.recorded());
    if (!run.with().isEmpty()) {
      facts.appendElement("span").text(context.phrases().versions(run.with()));
    }
    if (run.participants().stream().anyMatch(Run.Participant::isStartedByMaven)) {
      facts.appendElement("span").text(context.say("run.without-maven"));
    }
    FigureContext.appendSpaces(facts);
    if (run.capture() != null && !run.packets().isEmpty()) {
      var tools = element.appendElement("p").addClass("run-tools");
      download(tools);
      new Legend(context.phrases().words()).appendButton(tools);
    }
  }

  private void download(Element tools) {
    if (caption.captures() != null) {
      var isRenamed = !run.capture().equals(caption.capture());
      tools
          .appendElement("a")
          .addClass("download")
          .attr("download", isRenamed ? caption.capture() : "")
          .attr("href", caption.captures() + run.capture())
          .attr("title", context.say("run.download"));
      var link = tools.lastElementChild();
      FigureContext.appendScreenReaderText(link, context.say("run.download") + ":");
      link.appendText(caption.capture());
      tools.appendText(" ");
    }
  }

  private void lanes(Element lanes) {
    if (context.processes().isUsed()) {
      for (var name : context.processes().names()) {
        var lane = lanes.appendElement("p").addClass("at-" + context.processes().number(name));
        lane.addClass(context.laneOf(name).key());
        run.participant(name).ifPresent(participant -> participant(lane, participant));
      }
      return;
    }
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
      participant(lane, participant);
    }
    FigureContext.appendSpaces(lane);
  }

  private void participant(Element lane, Run.Participant participant) {
    var entry = lane.appendElement("span").addClass("participant");
    entry.attr("data-of", participant.name());
    entry.appendElement("b").text(context.phrases().name(participant.name()));
    if (participant.by() != null && !participant.isNamedAfterProgram()) {
      entry.appendText(" ");
      entry.appendElement("span").addClass("by").text(context.phrases().madeBy(participant.by()));
    }
  }

  private void rows(Element list) {
    var laneStates = new LaneStates(run);
    var rows = Timeline.of(run.events());
    int folded = Timeline.rowsBeforeTraffic(rows);
    if (folded > 0) {
      var details = list.appendElement("li").addClass("prelude").appendElement("details");
      prelude(details.appendElement("summary"), rows.subList(0, folded));
      rows(details.appendElement("ol"), rows.subList(0, folded), laneStates);
    }
    rows(list, rows.subList(folded, rows.size()), laneStates);
  }

  private void rows(Element list, List<Timeline.Row> rows, LaneStates laneStates) {
    for (var row : rows) {
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

  /** Which servers were up before the first packet, how long they took, and the clients. */
  private void prelude(Element summary, List<Timeline.Row> rows) {
    var up = new LinkedHashMap<String, Double>();
    var clients = new ArrayList<Run.Participant>();
    for (var row : rows) {
      var event = row instanceof Timeline.EventRow eventRow ? eventRow.event() : null;
      if (event instanceof Event.Print print && context.isIn(Lane.SERVER, print.who())) {
        up.put(print.who(), print.ms());
      } else if (event instanceof Event.Start start && context.isIn(Lane.CLIENT, start.who())) {
        run.participant(start.who()).ifPresent(clients::add);
      }
    }
    if (up.isEmpty()) {
      summary.text(context.say("run.before-traffic"));
    } else {
      var names =
          up.keySet().stream().map(context.phrases()::name).collect(Collectors.joining(", "));
      var last = Collections.max(up.values());
      summary.text(context.say("run.up", names, context.phrases().duration(last)));
    }
    for (var client : clients) {
      summary.appendText(" ");
      CodeLineBreaks.keepWhole(summary.appendElement("code"), client.command());
    }
  }

  private void eventRow(Element item, Timeline.EventRow eventRow) {
    pace(item, eventRow.after());
    var event = eventRow.event();
    if (!context.code().of(event).isEmpty()) {
      item.id(RunLocation.figure(run.id()) + "-" + run.events().indexOf(firstOf(event)));
    }
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
    } else if (event instanceof Event.Omission omission) {
      omission(item, omission);
    }
  }

  /** A row of lines that were printed together has the time of the first. */
  private Event firstOf(Event event) {
    return run.events().stream().filter(e -> e.ms() == event.ms()).findFirst().orElse(event);
  }

  private void omission(Element item, Event.Omission omission) {
    item.addClass("silence");
    item.appendElement("span")
        .addClass("wire")
        .appendElement("span")
        .addClass("pause")
        .text(context.say("run.omitted", omission.packets()));
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
        .text(context.say("run.pause", context.phrases().duration(gap.ms())));
  }

  private void phases(Element item, LaneStates laneStates) {
    for (var name : context.processes().names()) {
      var lane = "at-" + context.processes().number(name);
      item.prependElement("i")
          .addClass("life")
          .addClass(lane)
          .addClass(context.laneOf(name).key())
          .addClass("in-" + key(laneStates.phaseOf(name)));
      if (laneStates.isStopped(name)) {
        item.prependElement("span").addClass("halt").addClass(lane);
      }
    }
    if (context.processes().isUsed()) {
      return;
    }
    if (laneStates.isLinkDown()) {
      item.prependElement("span").addClass("cut");
    }
    for (var side : Lane.values()) {
      item.addClass(side.key() + "-" + key(laneStates.phase(side)));
      if (laneStates.isStopped(side)) {
        item.prependElement("span").addClass("halt").addClass(side.key());
      }
    }
  }

  private static String key(LaneStates.Phase phase) {
    return phase.name().toLowerCase(ROOT).replace('_', '-');
  }
}
