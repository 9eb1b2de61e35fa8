package tcplessons.docs.run;

import static tcplessons.docs.run.Paper.LEADING;
import static tcplessons.docs.run.Paper.SMALL;
import static tcplessons.docs.run.Paper.TEXT;
import static tcplessons.docs.run.PaperInk.NONE;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** One row of a run on paper; the lifelines stand where the row has brought them. */
final class StripRow {

  private static final double PAD = 3.5;
  private static final double TOP = 2;

  /** Longer lines span all lanes, as on the screen. */
  private static final int WIDE_COLUMNS = 58;

  private final Scene scene;
  private final Paper paper;
  private final Lifelines lifelines;
  private final Strip front = new Strip();

  /** Where the row's content begins: longer waits have more room above. */
  private double top = TOP;

  private double bottom = TOP + LEADING + 2;

  StripRow(Scene scene, Paper paper, Lifelines lifelines) {
    this.scene = scene;
    this.paper = paper;
    this.lifelines = lifelines;
  }

  String draw(Timeline.Row row, boolean named) {
    if (row instanceof Timeline.Silence silence) {
      top += 5;
      centred(scene.say("run.silence", scene.phrases().duration(silence.ms())), PaperInk.SOFT);
      bottom += 5;
    } else if (row instanceof Timeline.Moment moment) {
      top += moment.after() >= 100 ? 8 : moment.after() >= 20 ? 5 : moment.after() >= 3 ? 2 : 0;
      bottom = top + LEADING + 2;
      time(moment.event());
      if (moment.event() instanceof Event.Packet packet) {
        packet(packet);
      } else if (moment.event() instanceof Event.Deed deed) {
        deed(deed, named);
      } else if (moment.event() instanceof Event.Link link) {
        centred(scene.say("link." + link.state()), PaperInk.FAULT);
      }
    }
    double height = bottom + TOP;
    var strip = new Strip();
    behind(strip, height);
    return strip.over(front, height);
  }

  private void time(Event event) {
    var time = scene.phrases().time(event.ms(), scene.lastMs());
    var x = Paper.TIME - Strip.width(time, SMALL);
    front.text(x, top + 7, SMALL, PaperInk.SOFT, false, time);
  }

  private void centred(String text, String color) {
    double width = Strip.width(text, TEXT);
    double x = paper.solo() ? paper.left(true, width) : paper.middle() - width / 2;
    front.text(x, top + 7, TEXT, color, false, text);
    bottom = top + LEADING + 2;
  }

  /** Lifelines, and the hatching of a lane whose process stands still or whose link is cut. */
  private void behind(Strip strip, double height) {
    for (var server : new boolean[] {false, true}) {
      if (lifelines.isStopped(server)) {
        double width = paper.room(server);
        strip.box(paper.left(server, width), 0, width, height, PaperInk.HALT, NONE);
      }
    }
    if (lifelines.isCut()) {
      strip.box(
          paper.client(), 0, paper.server() - paper.client(), height, PaperInk.FAULT_TINT, NONE);
    }
    if (!paper.solo()) {
      lifeline(strip, false, height);
    }
    lifeline(strip, true, height);
  }

  private void lifeline(Strip strip, boolean server, double height) {
    double x = server ? paper.server() : paper.client();
    var color = PaperInk.of(server);
    switch (lifelines.stage(server)) {
      case NONE -> strip.line(x, 0, x, height, color, 0.4, "");
      case WAIT -> strip.line(x, 0, x, height, color, 1.2, "3 2");
      case OPENING -> strip.line(x, 0, x, height, color, 2, "1 1.5");
      case OPEN -> strip.line(x, 0, x, height, color, 2.6, "");
      case CLOSING -> {
        strip.line(x - 1.2, 0, x - 1.2, height, color, 0.8, "");
        strip.line(x + 1.2, 0, x + 1.2, height, color, 0.8, "");
      }
    }
  }

  private void packet(Event.Packet packet) {
    if (scene.isWithinALane(packet)) {
      within(packet);
    } else {
      across(packet);
    }
  }

  private void across(Event.Packet packet) {
    double y = top + 5;
    new PaperArrow(packet.role(), packet.toServer(), packet.lost())
        .draw(front, paper.client() + 5, paper.server() - 5, y);
    double room = paper.server() - paper.client() - 46;
    var payload = payload(packet);
    var text = label(packet);
    var inline = payload.size() == 1 && Strip.width(text + " " + payload.get(0), TEXT) <= room;
    var shown = inline ? text + " " + payload.get(0) : text;
    double width = Strip.width(shown, TEXT);
    double x = paper.middle() - width / 2;
    front.box(x - 2, y - 4.5, width + 4, 9, PaperInk.PAPER, NONE);
    double at = flags(packet, x, y + 2.2);
    if (inline) {
      front.text(at, y + 2.2, TEXT, PaperInk.INK, true, payload.get(0));
    } else if (!payload.isEmpty()) {
      payloadBelow(packet, payload);
    }
    if (packet.lost()) {
      var lost = scene.say("run.lost");
      double side = Strip.width(lost, SMALL);
      var lostX = packet.toServer() ? paper.server() - 6 - side : paper.client() + 6;
      front.text(lostX, y + 2, SMALL, PaperInk.FAULT, true, lost);
    }
    states(packet);
  }

  /** Draws what the segment is, and returns where it ends. */
  private double flags(Event.Packet packet, double x, double baseline) {
    var who = PaperInk.of(!packet.toServer());
    double at = x;
    if (scene.manyConnections()) {
      at = word(at, baseline, who, true, "#" + packet.connection());
    }
    for (var flag : packet.flags()) {
      var color =
          switch (flag) {
            case "SYN" -> who;
            case "FIN" -> PaperInk.END;
            case "RST" -> PaperInk.FAULT;
            default -> PaperInk.SOFT;
          };
      at = word(at, baseline, color, !color.equals(PaperInk.SOFT), flag);
    }
    var note = note(packet);
    return note.isEmpty() ? at : word(at, baseline, PaperInk.SOFT, false, note);
  }

  private double word(double x, double baseline, String color, boolean bold, String word) {
    front.text(x, baseline, TEXT, color, bold, word);
    return x + Strip.width(word + " ", TEXT);
  }

  private String label(Event.Packet packet) {
    var words = new ArrayList<String>();
    if (scene.manyConnections()) {
      words.add("#" + packet.connection());
    }
    words.addAll(packet.flags());
    if (!note(packet).isEmpty()) {
      words.add(note(packet));
    }
    return String.join(" ", words);
  }

  private String note(Event.Packet packet) {
    if (packet.length() > 0) {
      return scene.say("run.bytes", packet.length());
    }
    return scene.probes().contains(packet) ? scene.say("run.probe", packet.seq()) : "";
  }

  private List<String> payload(Event.Packet packet) {
    if (packet.length() == 0) {
      return List.of();
    }
    var text = new Element("q");
    new Payload(packet).writeTo(text);
    double room = paper.server() - paper.client() - 20;
    return Paper.lines(text.wholeText(), room, TEXT);
  }

  private void payloadBelow(Event.Packet packet, List<String> lines) {
    double width = lines.stream().mapToDouble(line -> Strip.width(line, TEXT)).max().orElse(0);
    double x = paper.middle() - width / 2;
    double y = top + 11;
    front.box(
        x - 3, y, width + 6, lines.size() * LEADING + 3, PaperInk.tint(!packet.toServer()), NONE);
    for (var line : lines) {
      y += LEADING;
      front.text(x, y - 1, TEXT, PaperInk.INK, true, line);
    }
    bottom = Math.max(bottom, y + 4);
  }

  private void states(Event.Packet packet) {
    for (var server : new boolean[] {false, true}) {
      double y = top;
      for (var state : stateTexts(packet, server)) {
        double width = Strip.width(state, SMALL) + 5;
        double x = paper.left(server, width);
        front.box(x, y, width, 9.4, PaperInk.PAPER, PaperInk.of(server));
        front.text(x + 2.5, y + 6.7, SMALL, PaperInk.of(server), false, state);
        y += 11;
      }
      bottom = Math.max(bottom, y);
    }
  }

  private List<String> stateTexts(Event.Packet packet, boolean server) {
    var side = server ? "server" : "client";
    var texts = new ArrayList<String>();
    packet
        .states()
        .forEach((who, state) -> {
          if (scene.isIn(side, who)) {
            var number = scene.manyConnections() ? "#" + packet.connection() + " " : "";
            var owner = scene.sharesStates(side) ? scene.phrases().name(who) + " " : "";
            texts.add(number + owner + state);
          }
        });
    var end = packet.toServer() == server ? packet.to() : packet.from();
    if (end == null && packet.role() == Event.Role.RST) {
      var address = packet.toServer() == server ? packet.target() : packet.source();
      texts.addAll(Paper.lines(scene.say("run.nobody", address), paper.room(server) - 5, SMALL));
    }
    return texts;
  }

  /** Between two programs of one lane: told in the lane, with the names of both. */
  private void within(Event.Packet packet) {
    var server = scene.isIn("server", packet.from());
    var names = scene.phrases().name(packet.from()) + " → " + scene.phrases().name(packet.to());
    var lines = new ArrayList<String>();
    lines.addAll(Paper.lines(names + ": " + label(packet), paper.room(server) - 2 * PAD, TEXT));
    lines.addAll(
        payload(packet).stream()
            .flatMap(line -> Paper.lines(line, paper.room(server) - 2 * PAD, TEXT).stream())
            .toList());
    packet.states().forEach((who, state) -> lines.add(scene.phrases().name(who) + ": " + state));
    box(server, lines, PaperInk.PAPER, PaperInk.LINE, PaperInk.of(server), false);
  }

  private void deed(Event.Deed deed, boolean named) {
    var server = scene.isIn("server", deed.who());
    if (named) {
      var name = scene.phrases().name(deed.who());
      double x = paper.left(server, Strip.width(name, SMALL));
      front.text(x, top + 5.5, SMALL, PaperInk.of(server), true, name);
      top += 7.5;
    }
    if (deed instanceof Event.Print print) {
      printed(server, print);
    } else if (deed instanceof Event.Input input) {
      typed(server, input.text().stripTrailing());
    } else if (deed instanceof Event.InputEnd) {
      typed(server, "Ctrl-D");
    } else if (deed instanceof Event.Start) {
      var command =
          scene.run().participant(deed.who()).map(Run.Participant::command).orElse(deed.who());
      var lines = Paper.lines("$ " + command, paper.room(server) - 2 * PAD, TEXT);
      box(server, lines, NONE, NONE, PaperInk.of(server), true);
    } else if (deed instanceof Event.Signal signal) {
      var words = scene.phrases().words();
      var text = words.sayOr("signal." + signal.signal(), "SIG" + signal.signal());
      box(server, List.of(text), PaperInk.INK, PaperInk.INK, PaperInk.PAPER, true);
    } else if (deed instanceof Event.Exit exit) {
      var color = exit.code() == 0 || exit.code() > 128 ? PaperInk.SOFT : PaperInk.FAULT;
      box(
          server,
          List.of(scene.say("run.exit", exit.code())),
          PaperInk.PAPER,
          color.equals(PaperInk.SOFT) ? PaperInk.LINE : color,
          color,
          false);
    }
  }

  private void typed(boolean server, String text) {
    var lines = Paper.lines("> " + text, paper.room(server) - 2 * PAD, TEXT);
    box(server, lines, PaperInk.PAPER, PaperInk.of(server), PaperInk.INK, true);
  }

  private void printed(boolean server, Event.Print print) {
    var text = print.text().stripTrailing();
    var fill = print.isError() ? PaperInk.FAULT_TINT : PaperInk.tint(server);
    var color = print.isError() ? PaperInk.FAULT : PaperInk.INK;
    var stroke = print.isError() ? PaperInk.FAULT : NONE;
    if (text.lines().noneMatch(line -> line.length() > WIDE_COLUMNS)) {
      box(
          server,
          Paper.lines(text, paper.room(server) - 2 * PAD, TEXT),
          fill,
          stroke,
          color,
          false);
      return;
    }
    double room = Strip.WIDTH - Paper.TIME - 10;
    var lines = Paper.lines(text, room - 2 * PAD, SMALL);
    double width = widest(lines, SMALL) + 2 * PAD;
    double x = server && !paper.solo() ? Strip.WIDTH - width : Paper.TIME + 10;
    box(x, width, lines, SMALL, fill, stroke, color, false);
  }

  private void box(
      boolean server, List<String> lines, String fill, String stroke, String color, boolean bold) {
    double width = widest(lines, TEXT) + 2 * PAD;
    box(paper.left(server, width), width, lines, TEXT, fill, stroke, color, bold);
  }

  private void box(
      double x,
      double width,
      List<String> lines,
      double size,
      String fill,
      String stroke,
      String color,
      boolean bold) {
    double height = lines.size() * LEADING + 2.5;
    front.box(x, top, width, height, fill, stroke);
    double y = top;
    for (var line : lines) {
      y += LEADING;
      front.text(x + PAD, y - 1, size, color, bold, line);
    }
    bottom = Math.max(bottom, top + height);
  }

  private static double widest(List<String> lines, double size) {
    return lines.stream().mapToDouble(line -> Strip.width(line, size)).max().orElse(0);
  }
}
