package tcplessons.docs.see;

import java.util.List;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.grader.capture.Segment;

/** A table of connections, each with a link to its figure. */
record ConnectionList(Words words) {

  private static final List<String> COLUMNS =
      List.of("client", "server", "packets", "to-server", "to-client", "ending");

  /** The id of the run, and by that of the figure of a connection. */
  static String id(int number) {
    return "connection-" + number;
  }

  Element element(List<CapturedConnection> connections) {
    var box = new Element("div").addClass("connections").attr("tabindex", "0");
    box.attr("role", "region").attr("aria-label", words.say("see.connections"));
    var table = box.appendElement("table");
    var head = table.appendElement("thead").appendElement("tr");
    head.appendElement("th").attr("scope", "col").addClass("number").text("#");
    for (var column : COLUMNS) {
      head.appendElement("th")
          .attr("scope", "col")
          .addClass(isNumber(column) ? "number" : "word")
          .text(words.say("see." + column));
    }
    var body = table.appendElement("tbody");
    connections.forEach(connection -> body.appendChild(row(connection)));
    return box;
  }

  private static boolean isNumber(String column) {
    return column.equals("packets") || column.startsWith("to-");
  }

  Element row(CapturedConnection connection) {
    var row = new Element("tr");
    var number = String.valueOf(connection.number());
    row.appendElement("td")
        .addClass("number")
        .appendElement("a")
        .attr("href", "#run-" + id(connection.number()))
        .attr("aria-label", words.say("see.connection", number))
        .text(number);
    row.appendElement("td").text(Segment.show(connection.client()));
    row.appendElement("td").text(Segment.show(connection.server()));
    number(row, connection.count());
    number(row, connection.bytesTo(End.SERVER));
    number(row, connection.bytesTo(End.CLIENT));
    row.appendElement("td").text(words.say(Ending.of(connection).key()));
    return row;
  }

  private static void number(Element row, long number) {
    row.appendElement("td").addClass("number").text(String.valueOf(number));
  }
}
