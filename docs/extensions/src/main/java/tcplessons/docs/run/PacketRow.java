package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import java.util.Set;
import org.jsoup.nodes.Element;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run.Lane;
import tcplessons.docs.run.SegmentNotes.Note;

/** One segment: an arrow with its flags and payload, and the states it brings the ends into. */
record PacketRow(FigureContext context, Event.Packet packet) {

  void drawInto(Element item) {
    var kind = packet.kind();
    boolean pointsRight =
        context.processes().isUsed() ? context.processes().pointsRight(packet) : packet.toServer();
    item.addClass("packet")
        .addClass(pointsRight ? "to-server" : "to-client")
        .addClass(kind.name().toLowerCase(ROOT));
    if (notes().stream().anyMatch(Note::isProbe)) {
      item.addClass("probe");
    }
    if (context.processes().isUsed()) {
      int from = context.processes().number(packet.from());
      int to = context.processes().number(packet.to());
      item.addClass("left-" + Math.min(from, to)).addClass("right-" + Math.max(from, to));
      item.addClass("of-" + context.laneOf(packet.from()).key());
      item.attr("data-of", packet.from() + " " + packet.to());
    }
    var wire = item.appendElement("span").addClass("wire");
    FigureContext.appendScreenReaderText(wire, direction());
    var arrow = wire.appendElement("span").addClass("arrow");
    arrow.append(Arrow.tailOf(kind));
    label(arrow);
    if (packet.lost()) {
      item.addClass("lost");
      arrow.append(Arrow.loss());
      arrow.appendElement("span").addClass("loss").text(context.say("run.lost"));
    } else {
      arrow.append(Arrow.headOf(kind));
    }
    payload(wire);
    FigureContext.appendSpaces(wire);
    end(item, Lane.CLIENT, pointsRight);
    end(item, Lane.SERVER, pointsRight);
    new PacketDetails(context, packet).appendTo(item);
  }

  private String direction() {
    var direction =
        context.say(
            "run.direction",
            who(packet.from(), packet.source()),
            who(packet.to(), packet.target()));
    return context.manyConnections()
        ? context.say("run.connection", packet.connection()) + ", " + direction
        : direction;
  }

  private String who(String participant, String address) {
    return participant == null ? address : context.phrases().name(participant);
  }

  /** The label takes the focus, so that its details need neither a pointer nor a script. */
  private void label(Element arrow) {
    var label = arrow.appendElement("span").addClass("label").attr("tabindex", "0");
    if (context.processes().isUsed()) {
      var names =
          context.phrases().name(packet.from()) + " → " + context.phrases().name(packet.to());
      label.appendElement("span").addClass("who").attr("aria-hidden", "true").text(names);
    } else if (context.manyConnections()) {
      connection(label).attr("aria-hidden", "true");
    }
    var flags = label.appendElement("span").addClass("flags");
    for (var flag : packet.flags()) {
      flags.appendElement("span").addClass("flag").addClass(flag.toLowerCase(ROOT)).text(flag);
    }
    FigureContext.appendSpaces(flags);
    for (var note : notes()) {
      label.appendElement("small").addClass("note").text(say(note));
    }
    if (packet.lost() && packet.length() > 0 && notes().isEmpty()) {
      label.appendElement("small").text("seq " + packet.seq());
    }
    var sack = SegmentNotes.sack(packet);
    if (sack != null) {
      label.appendElement("small").addClass("note").text("SACK " + sack);
    }
    if (packet.length() > 0) {
      label.appendElement("small").text(context.say("run.bytes", packet.length()));
    }
    FigureContext.appendSpaces(label);
  }

  private Set<Note> notes() {
    return context.notes().get(packet);
  }

  private String say(Note note) {
    return switch (note) {
      case KEEP_ALIVE_PROBE, ZERO_WINDOW_PROBE, RETRANSMISSION ->
          context.say(note.key(), "" + packet.seq());
      case DUPLICATE_ACK -> context.say(note.key(), "" + packet.ack());
      case WINDOW_UPDATE -> context.say(note.key(), "" + packet.window());
      default -> context.say(note.key());
    };
  }

  private void payload(Element parent) {
    if (packet.length() > 0) {
      var payload = parent.appendElement("q").addClass("payload");
      new PayloadHtml(packet).writeTo(payload);
      FoldedLines.appendButton(parent, payload, context);
    }
  }

  private void end(Element item, Lane side, boolean pointsRight) {
    var cell = item.appendElement("span").addClass("end").addClass(side.key());
    var toThisSide = pointsRight == (side == Lane.SERVER);
    var here = toThisSide ? packet.to() : packet.from();
    if (context.processes().isUsed()) {
      cell.addClass("of-" + context.laneOf(here).key());
    }
    packet
        .states()
        .forEach((who, state) -> {
          if (who.equals(here)) {
            state(cell.appendElement("span").addClass("state"), side, who, state);
          }
        });
    if (here == null && packet.kind() == Event.SegmentKind.RST) {
      var address = toThisSide ? packet.target() : packet.source();
      cell.appendElement("span")
          .addClass("no-listener")
          .text(context.say("run.no-listener", address));
    }
    if (here != null) {
      context.appendCode(cell, packet, here);
    }
    if (!toThisSide && !context.code().isEmpty() && isSentByKernelAlone()) {
      cell.appendElement("span").addClass("kernel").text(context.say("code.kernel"));
    }
    FigureContext.appendSpaces(cell);
    if (cell.childrenSize() == 0) {
      cell.remove();
    }
  }

  /** Without a call of the program. */
  private boolean isSentByKernelAlone() {
    return packet.kind() == Event.SegmentKind.ACK
        || packet.kind() == Event.SegmentKind.SYN && packet.flags().contains("ACK");
  }

  private void state(Element chip, Lane side, String who, String state) {
    chip.attr("data-of", who);
    if (context.manyConnections() && !context.processes().isUsed()) {
      connection(chip);
      chip.appendText(" ");
    }
    if (!context.processes().isUsed() && context.hasSeveralStateOwners(side)) {
      chip.appendElement("span").addClass("who").text(context.phrases().name(who));
      chip.appendText(" ");
    } else {
      FigureContext.appendScreenReaderText(chip, context.phrases().name(who) + ": ");
    }
    chip.appendText(state);
  }

  private Element connection(Element parent) {
    return parent
        .appendElement("span")
        .addClass("connection")
        .text(String.valueOf(packet.connection()));
  }

  static String port(String address) {
    return address == null ? "?" : address.substring(address.lastIndexOf(':') + 1);
  }
}
