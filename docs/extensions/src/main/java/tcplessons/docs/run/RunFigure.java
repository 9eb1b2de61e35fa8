package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.TextShape;
import tcplessons.docs.Words;

/**
 * A run as a figure: one ordered list whose items are placed in three lanes by the style sheet.
 *
 * <p>Read aloud, an item is a sentence (time, who, what). Text of the run only ever enters as text
 * nodes, so whatever a peer sent stays text.
 */
final class RunFigure {

  /** An output with a longer line spans all lanes instead of being broken into pieces. */
  private static final int WIDE_COLUMNS = 58;

  private final Run run;
  private final int number;
  private final Words words;
  private final Phrases phrases;
  private final boolean manyConnections;
  private final double lastMs;

  /** By lane, who was seen last: a name is written only where it changes. */
  private final Map<String, String> lastSeen = new HashMap<>();

  /**
   * @param number counts the figures of a page, so that ids stay unique
   */
  RunFigure(Run run, Words words, int number) {
    this.run = run;
    this.words = words;
    this.number = number;
    this.phrases = new Phrases(words);
    this.manyConnections = run.connections() > 1;
    this.lastMs = run.events().stream().mapToDouble(Event::ms).max().orElse(0);
  }

  /**
   * @param title HTML of the caption's title; null for none
   */
  String draw(String title) {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure = paper.body().appendElement("figure").addClass("run").id("run-" + number);
    caption(figure, title);
    var diagram = figure.appendElement("div").addClass("diagram");
    lanes(diagram);
    var list = diagram.appendElement("ol");
    var lifelines = new Lifelines(run);
    for (var row : Timeline.of(run.events())) {
      var item = list.appendElement("li");
      if (row instanceof Timeline.Moment moment) {
        lifelines.see(moment.event());
        pace(item, moment.after());
        moment(item, moment.event());
      } else if (row instanceof Timeline.Silence silence) {
        silence(item, silence);
      }
      stages(item, lifelines);
    }
    legend(figure);
    return figure.outerHtml();
  }

  private void caption(Element figure, String title) {
    var caption = figure.appendElement("figcaption");
    var text = caption.appendElement("div");
    var heading = text.appendElement("p").addClass("run-title");
    if (title == null) {
      heading.text(run.id());
    } else {
      heading.html(title);
    }
    var facts = text.appendElement("p").addClass("run-facts");
    facts.appendElement("span").text(words.say("run.packets", run.packets().size()));
    if (manyConnections) {
      facts.appendElement("span").text(words.say("run.connections", run.connections()));
    }
    facts
        .appendElement("span")
        .appendText(words.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", run.recorded())
        .text(run.recorded());
    facts.appendElement("span").text(phrases.versions(run.with()));
    if (run.capture() != null) {
      caption
          .appendElement("a")
          .addClass("download")
          .attr("href", "../runs/" + run.capture())
          .attr("download", "")
          .attr("title", words.say("run.download"))
          .text(run.capture())
          .prependElement("span")
          .addClass("vh")
          .text(words.say("run.download") + ": ");
    }
  }

  private void lanes(Element diagram) {
    var lanes = diagram.appendElement("div").addClass("lanes");
    lane(lanes, "client");
    var ports =
        run.packets().stream()
            .map(packet -> port(packet.toServer() ? packet.target() : packet.source()))
            .distinct()
            .collect(Collectors.joining(", "));
    lanes
        .appendElement("p")
        .addClass("wire")
        .text(ports.isEmpty() ? words.say("run.wire") : words.say("run.wire-port", ports));
    lane(lanes, "server");
  }

  private void lane(Element lanes, String side) {
    var lane = lanes.appendElement("p").addClass(side);
    for (var participant : run.lane(side.equals("server"))) {
      var entry = lane.appendElement("span").addClass("participant");
      entry.appendElement("b").text(phrases.name(participant.name()));
      if (participant.by() != null && !participant.by().equals(participant.name())) {
        entry.appendText(" ").appendElement("span").addClass("by").text(phrases.madeBy(participant.by()));
      }
    }
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

  private static void stages(Element item, Lifelines lifelines) {
    for (var side : List.of("client", "server")) {
      var server = side.equals("server");
      item.addClass(side + "-" + lifelines.stage(server).name().toLowerCase(ROOT));
      if (lifelines.isStopped(server)) {
        item.prependElement("span").addClass("halt").addClass(side);
      }
    }
  }

  private void silence(Element item, Timeline.Silence silence) {
    item.addClass("silence");
    item.appendElement("span")
        .addClass("wire")
        .appendElement("span")
        .addClass("pause")
        .text(words.say("run.silence", phrases.duration(silence.ms())));
  }

  private void moment(Element item, Event event) {
    item.appendElement("time")
        .attr("datetime", Phrases.machineTime(event.ms()))
        .text(phrases.time(event.ms(), lastMs));
    if (event instanceof Event.Packet packet) {
      packet(item, packet);
    } else if (event instanceof Event.Deed deed) {
      deed(item, deed);
    }
  }

  private void packet(Element item, Event.Packet packet) {
    var role = packet.role().name().toLowerCase(ROOT);
    item.addClass("packet").addClass(packet.toServer() ? "to-server" : "to-client").addClass(role);
    var wire = item.appendElement("span").addClass("wire");
    hidden(wire, spokenDirection(packet));
    var arrow = wire.appendElement("span").addClass("arrow");
    arrow.append(Arrow.tail(packet.role()));
    arrow.appendElement("span").addClass("shaft");
    label(arrow, packet);
    arrow.appendElement("span").addClass("shaft");
    arrow.append(Arrow.head(packet.role()));
    ends(item, packet);
  }

  private String spokenDirection(Event.Packet packet) {
    var direction =
        words.say(
            "run.direction",
            end(packet.from(), packet.source()),
            end(packet.to(), packet.target()));
    return manyConnections
        ? words.say("run.connection", packet.connection()) + ", " + direction
        : direction;
  }

  private String end(String participant, String address) {
    return participant == null ? words.say("run.nobody", port(address)) : phrases.name(participant);
  }

  private void label(Element arrow, Event.Packet packet) {
    var label = arrow.appendElement("span").addClass("label").attr("tabindex", "0");
    if (manyConnections) {
      label
          .appendElement("span")
          .addClass("connection")
          .attr("aria-hidden", "true")
          .text(String.valueOf(packet.connection()));
      label.appendText(" ");
    }
    var flags = label.appendElement("span").addClass("flags");
    for (var flag : packet.flags()) {
      flags.appendElement("span").addClass("flag").addClass(flag.toLowerCase(ROOT)).text(flag);
      flags.appendText(" ");
    }
    if (packet.length() > 0) {
      label.appendElement("small").text(words.say("run.bytes", packet.length()));
      label.appendText(" ");
      new Payload(packet).writeTo(label.appendElement("q").addClass("payload"));
    }
    details(label, packet);
  }

  private void details(Element label, Event.Packet packet) {
    var details = label.appendElement("span").addClass("details");
    var payload = new Payload(packet);
    if (packet.length() > 0) {
      details.appendElement("code").text(String.join("\n", payload.hexRows()));
      if (payload.notInHex() > 0) {
        details
            .appendElement("span")
            .addClass("more")
            .text(words.say("run.more-bytes", payload.notInHex()));
      }
    }
    var numbers = details.appendElement("span").addClass("numbers");
    numbers.appendElement("span").text("seq " + packet.seq());
    if (packet.flags().contains("ACK")) {
      numbers.appendText(" ").appendElement("span").text("ack " + packet.ack());
    }
    numbers
        .appendText(" ")
        .appendElement("span")
        .text(packet.source() + " → " + packet.target());
  }

  /** The states that this packet brought the ends into, and who was not there to have one. */
  private void ends(Element item, Event.Packet packet) {
    for (var side : List.of("client", "server")) {
      var server = side.equals("server");
      var cell = item.appendElement("span").addClass("end").addClass(side);
      packet.states().entrySet().stream()
          .filter(state -> run.lane(server).stream().anyMatch(p -> p.name().equals(state.getKey())))
          .forEach(state -> state(cell, state.getKey(), state.getValue(), packet, server));
      var absent = packet.toServer() == server ? packet.to() : packet.from();
      if (absent == null && packet.role() == Event.Role.RST) {
        cell.appendElement("span")
            .addClass("nobody")
            .text(words.say("run.nobody", port(server == packet.toServer()
                ? packet.target() : packet.source())));
      }
      if (!cell.hasText()) {
        cell.remove();
      }
    }
  }

  private void state(
      Element cell, String who, String state, Event.Packet packet, boolean server) {
    var chip = cell.appendElement("span").addClass("state");
    var several = run.lane(server).stream().filter(this::isConnected).count() > 1;
    if (several) {
      chip.appendElement("span").addClass("who").text(phrases.name(who));
      chip.appendText(" ");
    } else {
      hidden(chip, phrases.name(who) + ": ");
    }
    if (manyConnections && !several) {
      chip.appendElement("span").addClass("connection").text(String.valueOf(packet.connection()));
      chip.appendText(" ");
    }
    chip.appendText(state);
  }

  private boolean isConnected(Run.Participant who) {
    return run.packets().stream().anyMatch(packet -> packet.states().containsKey(who.name()));
  }

  private void deed(Element item, Event.Deed deed) {
    var who = run.participant(deed.who()).orElse(null);
    var side = who != null && who.isServer() ? "server" : "client";
    item.addClass("deed").addClass(side);
    var name = phrases.name(deed.who());
    var cell = item.appendElement("span").addClass("console");
    var sameAsBefore = deed.who().equals(lastSeen.put(side, deed.who()));
    if (who != null && run.lane(who.isServer()).size() > 1 && !sameAsBefore) {
      cell.appendElement("span").addClass("who").attr("aria-hidden", "true").text(name);
    }
    if (deed instanceof Event.Print print) {
      item.addClass(print.isError() ? "stderr" : "stdout");
      hidden(cell, words.say(print.isError() ? "run.prints-error" : "run.prints", name));
      printed(item, cell, print);
    } else if (deed instanceof Event.Input input) {
      item.addClass("input");
      hidden(cell, words.say("run.types", name));
      cell.appendElement("kbd").text(input.text().stripTrailing());
    } else if (deed instanceof Event.InputEnd) {
      item.addClass("input");
      hidden(cell, words.say("run.ends-input", name));
      cell.appendElement("kbd").attr("aria-hidden", "true").text("Ctrl-D");
    } else if (deed instanceof Event.Start) {
      item.addClass("start");
      hidden(cell, words.say("run.starts", name));
      var command = who == null || who.command() == null ? deed.who() : who.command();
      TextShape.keepWhole(cell.appendElement("code"), command);
    } else if (deed instanceof Event.Signal signal) {
      item.addClass("signal");
      hidden(cell, name + ": ");
      cell.appendElement("span")
          .addClass("note")
          .text(words.sayOr("signal." + signal.signal(), "SIG" + signal.signal()));
    } else if (deed instanceof Event.Exit exit) {
      item.addClass("exit").addClass(exit.code() == 0 ? "done" : "failed");
      hidden(cell, name + ": ");
      cell.appendElement("span").addClass("note").text(words.say("run.exit", exit.code()));
    }
  }

  private void printed(Element item, Element cell, Event.Print print) {
    if (print.isError()) {
      cell.appendElement("span").addClass("stream").attr("aria-hidden", "true").text("stderr");
    }
    var output = TextShape.keepWhole(cell.appendElement("samp"), print.text().stripTrailing());
    if (print.text().lines().mapToInt(String::length).max().orElse(0) > WIDE_COLUMNS) {
      item.addClass("wide");
      if (!print.isError()) {
        output.attr("tabindex", "0");
      }
    }
  }

  private void legend(Element figure) {
    if (run.packets().isEmpty()) {
      return;
    }
    var legend = figure.appendElement("p").addClass("legend");
    for (var role : Event.Role.values()) {
      var entry = legend.appendElement("span").addClass("key").addClass(role.name().toLowerCase(ROOT));
      var arrow = entry.appendElement("span").addClass("arrow").attr("aria-hidden", "true");
      arrow.append(Arrow.tail(role));
      arrow.appendElement("span").addClass("shaft");
      arrow.append(Arrow.head(role));
      entry.appendText(words.say("legend." + role.name().toLowerCase(ROOT)));
    }
    legend.appendElement("span").addClass("hint").text(words.say("legend.hint"));
  }

  private static void hidden(Element parent, String text) {
    parent.appendElement("span").addClass("vh").text(text);
    parent.appendText(" ");
  }

  private static String port(String address) {
    return address == null ? "?" : address.substring(address.lastIndexOf(':') + 1);
  }
}
