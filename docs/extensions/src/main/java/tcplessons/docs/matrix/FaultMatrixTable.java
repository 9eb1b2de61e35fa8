package tcplessons.docs.matrix;

import java.util.Comparator;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.FaultMatrix;

/**
 * The fault matrix in HTML: a row for each server, a column for each fault. The heading of a column
 * links to the section that shows the fault's code. A cell has its outcome as a short code and in
 * full; the style sheet shows what there is room for. The options and resources of a server unfold.
 */
final class FaultMatrixTable {

  private static final int KIB = 1024;

  /** In the order of the page: the five groups of results, then those of the whole server. */
  private static final List<String> OUTCOMES =
      List.of(
          "answered",
          "passed-on",
          "closed",
          "refused",
          "dropped",
          "reset",
          "limited-answered",
          "limited-closed",
          "limited-reset",
          "released",
          "stays",
          "taken",
          "waits",
          "forgotten",
          "all-answered",
          "recovers",
          "stops",
          "listens");

  private final FaultMatrix matrix;
  private final Words words;

  FaultMatrixTable(FaultMatrix matrix, Words words) {
    this.matrix = matrix;
    this.words = words;
  }

  String draw() {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure = paper.body().appendElement("figure").addClass("survival");
    caption(figure.appendElement("figcaption"));
    choice(figure.appendElement("label").addClass("choice"));
    var grid = figure.appendElement("div").addClass("grid");
    grid.attr("role", "region").attr("tabindex", "0");
    grid.attr("aria-label", words.say("survival.table"));
    var table = grid.appendElement("table");
    head(table.appendElement("thead").appendElement("tr"));
    int lesson = 0;
    Element body = null;
    for (var server : matrix.servers()) {
      if (server.lesson() != lesson) {
        lesson = server.lesson();
        body = table.appendElement("tbody");
        lesson(body.appendElement("tr"), lesson);
      }
      row(body.appendElement("tr"), server);
    }
    table.select("tbody tr:not(.lesson)").stream()
        .limit(1)
        .forEach(first -> first.addClass("chosen"));
    legend(figure.appendElement("dl").addClass("outcomes"));
    return figure.outerHtml();
  }

  private void caption(Element caption) {
    caption.appendElement("span").text(words.say("survival.cells", matrix.cells()));
    caption.appendText(" ");
    caption.appendElement("span").text(words.say("survival.beside", matrix.goodExchanges()));
    caption.appendText(" ");
    caption
        .appendElement("span")
        .appendText(words.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", matrix.recorded())
        .text(matrix.recorded());
  }

  private void head(Element row) {
    row.appendElement("th").attr("scope", "col").text(words.say("survival.server"));
    for (var fault : faults()) {
      row.appendElement("th")
          .attr("scope", "col")
          .appendElement("a")
          .attr("href", "#" + section(fault))
          .text(words.say("survival.column." + fault));
    }
  }

  /** On a phone a script shows one server at a time. */
  private void choice(Element label) {
    label.appendElement("span").text(words.say("survival.server"));
    var select = label.appendElement("select");
    int lesson = 0;
    Element group = null;
    for (var server : matrix.servers()) {
      if (server.lesson() != lesson) {
        lesson = server.lesson();
        group =
            select
                .appendElement("optgroup")
                .attr("label", words.say("run.lesson", server.lesson()));
      }
      group.appendElement("option").text(server.step());
    }
  }

  private List<String> faults() {
    return matrix.servers().get(0).cells().stream().map(FaultMatrix.Cell::fault).toList();
  }

  /** The id of the section that shows the fault's code. */
  private static String section(String fault) {
    return switch (fault) {
      case "reset-before", "reset-during", "reset-after" -> "reset";
      case "oversize", "garbage" -> "talker";
      case "sigterm", "sigint", "rebind" -> "stop";
      default -> fault;
    };
  }

  private void lesson(Element row, int lesson) {
    row.addClass("lesson");
    row.appendElement("th")
        .attr("scope", "rowgroup")
        .attr("colspan", String.valueOf(faults().size() + 1))
        .appendElement("a")
        .attr("href", "lesson-%02d.html".formatted(lesson))
        .text(words.say("run.lesson", lesson));
  }

  private void row(Element row, FaultMatrix.Server server) {
    var details = row.appendElement("th").attr("scope", "row").appendElement("details");
    details.appendElement("summary").text(server.step());
    for (var arg : options(server)) {
      details.appendText(" ");
      details.appendElement("code").text(arg);
    }
    details.appendElement("p").addClass("held").text(held(words, server));
    for (var cell : server.cells()) {
      cell(row.appendElement("td"), cell);
    }
  }

  /** Each option with its value. */
  private static List<String> options(FaultMatrix.Server server) {
    return server.args().isEmpty()
        ? List.of()
        : List.of(String.join(" ", server.args()).split(" (?=--)"));
  }

  private void cell(Element td, FaultMatrix.Cell cell) {
    td.addClass(kind(cell.outcome()));
    td.attr("data-fault", words.say("survival.column." + cell.fault()));
    code(td, cell.outcome());
    td.appendText(" ");
    var full = td.appendElement("span").addClass("full");
    full.text(words.say("survival.outcome." + cell.outcome()));
    if (!cell.limit().isEmpty()) {
      full.appendText(" ");
      full.appendElement("span").addClass("limit").text(cell.limit());
    }
  }

  private void code(Element parent, String outcome) {
    var code = words.say("survival.code." + outcome);
    parent.appendElement("span").addClass("code").attr("aria-hidden", "true").text(code);
  }

  /** The style sheet has one colour for all limits. */
  private static String kind(String outcome) {
    return outcome.startsWith("limited") ? "limited" : outcome;
  }

  /** The resources that a server held, before and after. */
  private static String held(Words words, FaultMatrix.Server server) {
    var before = server.before();
    var after = server.after();
    return words.say(
        "survival.vitals",
        before.descriptors(),
        after.descriptors(),
        before.virtualThreads(),
        after.virtualThreads(),
        before.heapBytes() / KIB,
        after.heapBytes() / KIB);
  }

  private void legend(Element list) {
    matrix.servers().stream()
        .flatMap(server -> server.cells().stream())
        .map(FaultMatrix.Cell::outcome)
        .distinct()
        .sorted(Comparator.comparingInt(OUTCOMES::indexOf))
        .forEach(outcome -> {
          var term = list.appendElement("dt").addClass(kind(outcome));
          code(term, outcome);
          term.appendText(" " + words.say("survival.outcome." + outcome));
          list.appendElement("dd").text(words.say("survival.means." + outcome));
        });
  }
}
