package tcplessons.docs.survival;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * The table: a row for each server, a column for each peer, in words. Its headings stay in sight,
 * and lead to the peer's code on the same page.
 */
final class SurvivalTable {

  private static final int KIB = 1024;

  private final Survival survival;
  private final Words words;

  SurvivalTable(Survival survival, Words words) {
    this.survival = survival;
    this.words = words;
  }

  String draw() {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure = paper.body().appendElement("figure").addClass("survival");
    caption(figure.appendElement("figcaption"));
    var grid = figure.appendElement("div").addClass("grid");
    grid.attr("role", "region").attr("tabindex", "0");
    grid.attr("aria-label", words.say("survival.table"));
    var table = grid.appendElement("table");
    head(table.appendElement("thead").appendElement("tr"));
    int lesson = 0;
    Element body = null;
    for (var server : survival.servers()) {
      if (server.lesson() != lesson) {
        lesson = server.lesson();
        body = table.appendElement("tbody");
        lesson(body.appendElement("tr"), lesson);
      }
      row(body.appendElement("tr"), server);
    }
    legend(figure.appendElement("dl").addClass("outcomes"));
    return figure.outerHtml();
  }

  private void caption(Element caption) {
    caption.appendElement("span").text(words.say("survival.cells", survival.cells()));
    caption.appendText(" ");
    caption.appendElement("span").text(words.say("survival.beside", survival.beside()));
    caption.appendText(" ");
    caption
        .appendElement("span")
        .appendText(words.say("run.recorded") + " ")
        .appendElement("time")
        .attr("datetime", survival.recorded())
        .text(survival.recorded());
  }

  private void head(Element row) {
    row.appendElement("th").attr("scope", "col").text(words.say("survival.server"));
    for (var column : columns()) {
      row.appendElement("th")
          .attr("scope", "col")
          .appendElement("a")
          .attr("href", "#" + section(column))
          .text(words.say("survival.column." + column));
    }
    row.appendElement("th").attr("scope", "col").text(words.say("survival.held"));
  }

  private List<String> columns() {
    return survival.servers().get(0).cells().stream().map(Survival.Cell::column).toList();
  }

  /** The section of the page that shows the peer. */
  static String section(String column) {
    return switch (column) {
      case "reset-before", "reset-during", "reset-after" -> "reset";
      case "oversize", "garbage" -> "talker";
      case "sigterm", "sigint", "rebind" -> "stop";
      default -> column;
    };
  }

  private void lesson(Element row, int lesson) {
    row.addClass("lesson");
    row.appendElement("th")
        .attr("scope", "rowgroup")
        .attr("colspan", String.valueOf(columns().size() + 2))
        .appendElement("a")
        .attr("href", "lesson-%02d.html".formatted(lesson))
        .text(words.say("run.lesson", lesson));
  }

  private void row(Element row, Survival.Server server) {
    var name = row.appendElement("th").attr("scope", "row");
    name.appendElement("b").text(server.step());
    for (var arg : options(server)) {
      name.appendText(" ");
      name.appendElement("code").text(arg);
    }
    for (var cell : server.cells()) {
      cell(row.appendElement("td"), cell);
    }
    row.appendElement("td").addClass("held").text(held(words, server));
  }

  /** Each option with its value. */
  static List<String> options(Survival.Server server) {
    return server.args().isEmpty()
        ? List.of()
        : List.of(String.join(" ", server.args()).split(" (?=--)"));
  }

  private void cell(Element td, Survival.Cell cell) {
    td.addClass(kind(cell.outcome()));
    td.text(words.say("survival.outcome." + cell.outcome()));
    if (!cell.limit().isEmpty()) {
      td.appendText(" ");
      td.appendElement("span").addClass("limit").text(cell.limit());
    }
  }

  /** What the style sheet colours alike. */
  private static String kind(String outcome) {
    return outcome.startsWith("limited") ? "limited" : outcome;
  }

  /** What a server held on to, before and after. */
  static String held(Words words, Survival.Server server) {
    var before = server.before();
    var after = server.after();
    return words.say(
        "survival.vitals",
        before.descriptors(),
        after.descriptors(),
        before.virtual(),
        after.virtual(),
        before.heap() / KIB,
        after.heap() / KIB);
  }

  private void legend(Element list) {
    survival.servers().stream()
        .flatMap(server -> server.cells().stream())
        .map(Survival.Cell::outcome)
        .distinct()
        .sorted()
        .forEach(outcome -> {
          list.appendElement("dt")
              .addClass(kind(outcome))
              .text(words.say("survival.outcome." + outcome));
          list.appendElement("dd").text(words.say("survival.means." + outcome));
        });
  }
}
