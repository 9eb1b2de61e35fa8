package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import tcplessons.docs.model.Event;

/** What a reader sees of a packet on demand: its meaning, the fields of its header, its bytes. */
record PacketDetails(FigureContext context, Event.Packet packet) {

  void appendTo(Element item) {
    var details = item.appendElement("span").addClass("details");
    details.appendElement("span").addClass("meaning").text(context.meanings().get(packet));
    var numbers = details.appendElement("span").addClass("numbers");
    numbers().forEach(number -> numbers.appendElement("span").text(number));
    FigureContext.appendSpaces(numbers);
    if (packet.length() > 0) {
      var payload = new PayloadHtml(packet);
      details.appendElement("code").text(String.join("\n", payload.hexRows()));
      if (payload.notInHex() > 0) {
        details
            .appendElement("span")
            .addClass("rest")
            .text(context.say("run.more-bytes", payload.notInHex()));
      }
    }
    FigureContext.appendSpaces(details);
  }

  private List<String> numbers() {
    var numbers = new ArrayList<String>();
    var before = context.run().packets().indexOf(packet) - 1;
    if (before >= 0) {
      var ms = packet.ms() - context.run().packets().get(before).ms();
      numbers.add(context.say("run.after", context.phrases().interval(ms)));
    }
    numbers.add("seq " + packet.seq());
    if (packet.flags().contains("ACK")) {
      numbers.add("ack " + packet.ack());
    }
    numbers.add(context.say("run.length", packet.length()));
    if (packet.window() != null) {
      numbers.add(context.say("run.window", packet.window()));
    }
    if (!packet.options().isEmpty()) {
      numbers.add(context.say("run.options", String.join(", ", packet.options())));
    }
    numbers.add(packet.source() + " → " + packet.target());
    return numbers;
  }
}
