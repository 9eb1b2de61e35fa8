package tcplessons.docs.speed;

import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.Measurements.Experiment;
import tcplessons.docs.model.Measurements.Series;
import tcplessons.docs.model.Measurements.Spread;

/**
 * An experiment in HTML: a table with a row for each server, in which a bar shows the median and a
 * line from the lowest to the highest round. The first server is the one that the others are
 * compared with.
 */
final class Chart {

  private final Experiment experiment;
  private final Figures figures;
  private final Words words;
  private final Series first;
  private final double highest;

  Chart(Experiment experiment, Figures figures) {
    this.experiment = experiment;
    this.figures = figures;
    words = figures.words();
    first = experiment.servers().getFirst();
    highest =
        experiment.servers().stream()
            .mapToDouble(server -> server.value().highest())
            .max()
            .orElseThrow();
  }

  String draw() {
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var table = paper.body().appendElement("figure").addClass("speed").appendElement("table");
    table.appendElement("caption").text(words.say("speed.title." + experiment.id()));
    head(table.appendElement("thead").appendElement("tr"));
    var body = table.appendElement("tbody");
    for (var server : experiment.servers()) {
      row(body.appendElement("tr"), server);
    }
    return paper.body().html();
  }

  private void head(Element row) {
    heading(row, words.say("speed.server"));
    heading(row, words.say("speed.unit." + experiment.unit())).attr("colspan", "2");
    heading(row, words.say("speed.relative", name(first)));
    if (first.hasTimes()) {
      heading(row, "p50");
      heading(row, "p99");
    }
  }

  private static Element heading(Element row, String text) {
    return row.appendElement("th").attr("scope", "col").text(text);
  }

  private void row(Element row, Series server) {
    row.addClass(server == first ? "ours" : server.name());
    row.appendElement("th").attr("scope", "row").text(name(server));
    bar(row.appendElement("td").addClass("bar"), server.value());
    row.appendElement("td").text(figures.value(experiment, server.value().median()));
    relative(row.appendElement("td").addClass("relative"), server);
    if (first.hasTimes()) {
      time(row, "p50", server.p50());
      time(row, "p99", server.p99());
    }
  }

  private void relative(Element cell, Series server) {
    if (server == first) {
      cell.text("1");
      return;
    }
    var ratio = server.ratio(first);
    cell.text(figures.ratio(ratio.median()) + " ");
    cell.appendElement("small").text("(" + figures.spread(ratio) + ")");
  }

  private void time(Element row, String name, Spread time) {
    row.appendElement("td")
        .addClass("time")
        .attr("data-name", name)
        .text(figures.time(time.median()));
  }

  private String name(Series server) {
    return words.say("speed.name." + server.name());
  }

  /** The figures beside it say the same to those who do not see it. */
  private void bar(Element cell, Spread value) {
    var svg =
        cell.appendElement("svg")
            .attr("viewBox", "0 0 100 10")
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true");
    svg.appendElement("rect").attr("width", percent(value.median())).attr("height", "10");
    svg.appendElement("path")
        .attr("d", "M%s 5H%s".formatted(percent(value.lowest()), percent(value.highest())))
        .attr("vector-effect", "non-scaling-stroke");
  }

  private String percent(double value) {
    return String.format(Locale.ROOT, "%.1f", 100 * value / highest);
  }
}
