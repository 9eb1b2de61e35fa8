package tcplessons.docs.run;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import tcplessons.docs.CodeLineBreaks;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

/** A row for each client of a run: its command, the first lines of both messages, its output. */
record ClientTable(FigureContext context) {

  private static final List<String> COLUMNS = List.of("command", "request", "response", "output");

  /** Returns the folded element for all events of the run. */
  Element appendTo(Element figure) {
    var frame = figure.appendElement("div").addClass("clients").attr("tabindex", "0");
    frame.attr("role", "region").attr("aria-label", context.say("run.table"));
    var table = frame.appendElement("table");
    var head = table.appendElement("thead").appendElement("tr");
    for (var column : COLUMNS) {
      head.appendElement("th").attr("scope", "col").text(context.say("run.table." + column));
    }
    var body = table.appendElement("tbody");
    for (var client : context.lane(Lane.CLIENT)) {
      var row = body.appendElement("tr");
      CodeLineBreaks.keepWhole(code(row), client.command());
      code(row).text(firstLine(packet -> client.name().equals(packet.from())));
      code(row).text(firstLine(packet -> client.name().equals(packet.to())));
      row.appendElement("td").appendElement("samp").text(output(client));
    }
    var details = figure.appendElement("details");
    details
        .appendElement("summary")
        .text(context.say("run.packets", context.run().packets().size()));
    return details;
  }

  private static Element code(Element row) {
    return row.appendElement("td").appendElement("code");
  }

  private String firstLine(Predicate<Event.Packet> sentOrReceived) {
    return context.run().packets().stream()
        .filter(sentOrReceived)
        .filter(packet -> packet.length() > 0)
        .flatMap(packet -> packet.text().lines())
        .findFirst()
        .orElse("");
  }

  private String output(Run.Participant client) {
    return context
        .run()
        .events(Event.Print.class)
        .filter(print -> print.who().equals(client.name()))
        .map(Event.Print::text)
        .collect(Collectors.joining("\n"));
  }
}
