package tcplessons.docs.run;

import static java.util.Locale.ROOT;

import org.jsoup.nodes.Element;

/** One segment: an arrow with its flags and payload, and the states it brings the ends into. */
record PacketRow(Scene scene, Event.Packet packet) {

  void drawInto(Element item) {
    if (scene.isWithinALane(packet)) {
      drawWithin(item);
    } else {
      drawAcross(item);
    }
  }

  /** Between two participants of one lane, such as a proxy and its server, there is no wire. */
  private void drawWithin(Element item) {
    var side = scene.isIn("server", packet.from()) ? "server" : "client";
    item.addClass("packet").addClass("within").addClass(side);
    item.addClass(packet.role().name().toLowerCase(ROOT));
    var cell = item.appendElement("span").addClass("console");
    Scene.hidden(cell, direction());
    var names = scene.phrases().name(packet.from()) + " → " + scene.phrases().name(packet.to());
    cell.appendElement("span").addClass("who").attr("aria-hidden", "true").text(names);
    label(cell);
    packet
        .states()
        .forEach(
            (who, state) -> state(cell.appendElement("span").addClass("state"), side, who, state));
    Scene.spaced(cell);
  }

  private void drawAcross(Element item) {
    var role = packet.role();
    item.addClass("packet")
        .addClass(packet.toServer() ? "to-server" : "to-client")
        .addClass(role.name().toLowerCase(ROOT));
    if (scene.probes().contains(packet)) {
      item.addClass("probe");
    }
    var wire = item.appendElement("span").addClass("wire");
    Scene.hidden(wire, direction());
    var arrow = wire.appendElement("span").addClass("arrow");
    arrow.append(Arrow.tailOf(role));
    label(arrow);
    if (packet.lost()) {
      item.addClass("lost");
      arrow.append(Arrow.loss());
      arrow.appendElement("span").addClass("loss").text(scene.say("run.lost"));
    } else {
      arrow.append(Arrow.headOf(role));
    }
    Scene.SIDES.forEach(side -> end(item, side));
  }

  private String direction() {
    var direction =
        scene.say(
            "run.direction",
            who(packet.from(), packet.source()),
            who(packet.to(), packet.target()));
    return scene.manyConnections()
        ? scene.say("run.connection", packet.connection()) + ", " + direction
        : direction;
  }

  private String who(String participant, String address) {
    return participant == null
        ? scene.say("run.nobody", address)
        : scene.phrases().name(participant);
  }

  /** The label takes the focus, so that its details need neither a pointer nor a script. */
  private void label(Element arrow) {
    var label = arrow.appendElement("span").addClass("label").attr("tabindex", "0");
    if (scene.manyConnections()) {
      connection(label).attr("aria-hidden", "true");
    }
    var flags = label.appendElement("span").addClass("flags");
    for (var flag : packet.flags()) {
      flags.appendElement("span").addClass("flag").addClass(flag.toLowerCase(ROOT)).text(flag);
    }
    Scene.spaced(flags);
    if (scene.probes().contains(packet)) {
      label.appendElement("small").text(scene.say("run.probe", packet.seq()));
    }
    if (packet.length() > 0) {
      label.appendElement("small").text(scene.say("run.bytes", packet.length()));
      new Payload(packet).writeTo(label.appendElement("q").addClass("payload"));
    }
    details(label.appendElement("span").addClass("details"));
    Scene.spaced(label);
  }

  private void details(Element details) {
    if (packet.length() > 0) {
      var payload = new Payload(packet);
      details.appendElement("code").text(String.join("\n", payload.hexRows()));
      if (payload.notInHex() > 0) {
        details
            .appendElement("span")
            .addClass("more")
            .text(scene.say("run.more-bytes", payload.notInHex()));
      }
    }
    var ack = packet.flags().contains("ACK") ? ", ack " + packet.ack() : "";
    var numbers =
        "seq %d%s, %s → %s".formatted(packet.seq(), ack, packet.source(), packet.target());
    details.appendElement("span").addClass("numbers").text(numbers);
    Scene.spaced(details);
  }

  private void end(Element item, String side) {
    var cell = item.appendElement("span").addClass("end").addClass(side);
    packet
        .states()
        .forEach((who, state) -> {
          if (scene.isIn(side, who)) {
            state(cell.appendElement("span").addClass("state"), side, who, state);
          }
        });
    var toThisSide = packet.toServer() == side.equals("server");
    var here = toThisSide ? packet.to() : packet.from();
    if (here == null && packet.role() == Event.Role.RST) {
      var address = toThisSide ? packet.target() : packet.source();
      cell.appendElement("span").addClass("nobody").text(scene.say("run.nobody", address));
    }
    Scene.spaced(cell);
    if (!cell.hasText()) {
      cell.remove();
    }
  }

  private void state(Element chip, String side, String who, String state) {
    if (scene.manyConnections()) {
      connection(chip);
      chip.appendText(" ");
    }
    if (scene.sharesStates(side)) {
      chip.appendElement("span").addClass("who").text(scene.phrases().name(who));
      chip.appendText(" ");
    } else {
      Scene.hidden(chip, scene.phrases().name(who) + ": ");
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
