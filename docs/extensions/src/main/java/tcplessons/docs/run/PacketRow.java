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
    if (context.isWithinALane(packet)) {
      drawWithin(item);
    } else {
      drawAcross(item);
    }
  }

  /** Between two participants of one lane, such as a proxy and its server, there is no wire. */
  private void drawWithin(Element item) {
    var side = context.laneOf(packet.from());
    item.addClass("packet").addClass("within").addClass(side.key());
    item.addClass(packet.kind().name().toLowerCase(ROOT));
    var cell = item.appendElement("span").addClass("console");
    FigureContext.appendScreenReaderText(cell, direction());
    var names = context.phrases().name(packet.from()) + " → " + context.phrases().name(packet.to());
    cell.appendElement("span").addClass("who").attr("aria-hidden", "true").text(names);
    label(cell);
    packet
        .states()
        .forEach(
            (who, state) -> state(cell.appendElement("span").addClass("state"), side, who, state));
    FigureContext.appendSpaces(cell);
  }

  private void drawAcross(Element item) {
    var kind = packet.kind();
    item.addClass("packet")
        .addClass(packet.toServer() ? "to-server" : "to-client")
        .addClass(kind.name().toLowerCase(ROOT));
    if (notes().stream().anyMatch(Note::isProbe)) {
      item.addClass("probe");
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
    end(item, Lane.CLIENT);
    end(item, Lane.SERVER);
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
    return participant == null
        ? context.say("run.nobody", address)
        : context.phrases().name(participant);
  }

  /** The label takes the focus, so that its details need neither a pointer nor a script. */
  private void label(Element arrow) {
    var label = arrow.appendElement("span").addClass("label").attr("tabindex", "0");
    if (context.manyConnections()) {
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
      new PayloadHtml(packet).writeTo(label.appendElement("q").addClass("payload"));
    }
    details(label.appendElement("span").addClass("details"));
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

  private void details(Element details) {
    if (packet.length() > 0) {
      var payload = new PayloadHtml(packet);
      details.appendElement("code").text(String.join("\n", payload.hexRows()));
      if (payload.notInHex() > 0) {
        details
            .appendElement("span")
            .addClass("more")
            .text(context.say("run.more-bytes", payload.notInHex()));
      }
    }
    var ack = packet.flags().contains("ACK") ? ", ack " + packet.ack() : "";
    var numbers =
        "seq %d%s, %s → %s".formatted(packet.seq(), ack, packet.source(), packet.target());
    details.appendElement("span").addClass("numbers").text(numbers);
    FigureContext.appendSpaces(details);
  }

  private void end(Element item, Lane side) {
    var cell = item.appendElement("span").addClass("end").addClass(side.key());
    packet
        .states()
        .forEach((who, state) -> {
          if (context.isIn(side, who)) {
            state(cell.appendElement("span").addClass("state"), side, who, state);
          }
        });
    var toThisSide = packet.toServer() == (side == Lane.SERVER);
    var here = toThisSide ? packet.to() : packet.from();
    if (here == null && packet.kind() == Event.SegmentKind.RST) {
      var address = toThisSide ? packet.target() : packet.source();
      cell.appendElement("span").addClass("nobody").text(context.say("run.nobody", address));
    }
    FigureContext.appendSpaces(cell);
    if (!cell.hasText()) {
      cell.remove();
    }
  }

  private void state(Element chip, Lane side, String who, String state) {
    if (context.manyConnections()) {
      connection(chip);
      chip.appendText(" ");
    }
    if (context.hasSeveralStateOwners(side)) {
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
