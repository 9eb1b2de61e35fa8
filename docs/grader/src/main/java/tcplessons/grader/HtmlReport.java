package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** The attempt as a figure: {@code target/try/last.html}, which needs no other file. */
record HtmlReport(Report report, Verdict verdict) {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #59636e;
        --line: #d1d9e0; --client: #0b6bcb; --server: #9a4d00; --bad: #b3261e; --good: #1a7f37; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117;
        --soft: #9198a1; --line: #3d444d; --client: #6cb6ff; --server: #f0a868; --bad: #ff8a80;
        --good: #57d273; } }
      body { font: 16px/1.6 system-ui, "Noto Sans KR", sans-serif; color: var(--ink);
        background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      code, td { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .875rem; }
      .checks { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
      .passed { color: var(--good); } .failed { color: var(--bad); font-weight: 600; }
      .not-run { color: var(--soft); }
      table { border-collapse: collapse; width: 100%; }
      th { text-align: left; padding: .3rem .6rem; border-bottom: 2px solid var(--line); }
      td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top;
        overflow-wrap: anywhere; }
      td.time { color: var(--soft); text-align: right; white-space: nowrap; }
      td.grader { color: var(--client); } td.program { color: var(--server); }
      td.grader, td.program { white-space: pre-wrap; }
      td.wire, .packet td { color: var(--soft); } .packet td { font-size: .8rem; }
      tr.wrong td { background: color-mix(in srgb, var(--bad) 12%, transparent); }
      .both { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 1rem 0; }
      .both > div { white-space: pre-line; border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1rem;
        overflow-wrap: anywhere; }
      .both h2 { font-size: 1rem; margin: 0; }
      @media (max-width: 40rem) { .both { grid-template-columns: 1fr; } }
      """;

  /** For each line of data. */
  private static final int COLUMNS = 60;

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, html());
  }

  String html() {
    var words = report.words();
    var html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"").append(words.language()).append("\">\n");
    html.append("<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    html.append("<title>").append(escaped(verdict.exercise().id())).append("</title>\n");
    html.append("<style>\n").append(STYLE).append("</style>\n");
    html.append("<h1>").append(escaped(verdict.exercise().id() + ": " + report.text().title()));
    html.append("</h1>\n<ul class=\"checks\">\n");
    for (var result : verdict.results()) {
      html.append(check(result));
    }
    html.append("</ul>\n");
    verdict.failure().ifPresent(failure -> html.append(failure(failure)));
    if (verdict.passed()) {
      html.append("<p class=\"passed\">").append(escaped(words.say("passed"))).append("</p>\n");
    }
    return html.toString();
  }

  private String check(Verdict.Result result) {
    var name = escaped(report.check(verdict, result.check()));
    return switch (result.state()) {
      case PASSED -> "<li class=\"passed\">✓ " + name + "</li>\n";
      case FAILED -> "<li class=\"failed\">✗ " + name + "</li>\n";
      case NOT_JUDGED -> "<li class=\"not-run\">? " + name + "</li>\n";
      case NOT_RUN -> "<li class=\"not-run\">· " + name + "</li>\n";
    };
  }

  private String failure(Verdict.Failure failure) {
    var words = report.words();
    var html = new StringBuilder();
    html.append("<div class=\"both\">\n");
    html.append(box("label.expected", report.say(failure.deviation().expected)));
    html.append(box("label.observed", report.say(failure.deviation().observed)));
    html.append("</div>\n<table>\n<tr><th></th><th>");
    html.append(escaped(words.say("transcript.grader"))).append("</th><th>");
    failure.packets().map(this::heading).map(HtmlReport::escaped).ifPresent(html::append);
    html.append("</th><th>");
    html.append(escaped(words.say("transcript.program"))).append("</th></tr>\n");
    rows(failure, html);
    html.append("</table>\n");
    if (failure.packets().isEmpty()) {
      html.append("<p class=\"not-run\">").append(inline(words.say("packets.none")));
      html.append("</p>\n");
    }
    failure
        .mutant()
        .flatMap(report.text()::mutant)
        .ifPresent(section -> {
          html.append("<h2>")
              .append(escaped(words.say("label.looks-like") + ": " + section.title()));
          html.append("</h2>\n<p>");
          var why = String.join(" ", section.firstParagraph());
          html.append(inline(PlainText.inline(why, words.language()))).append("</p>\n");
        });
    return html.toString();
  }

  private String heading(List<Packet> packets) {
    return packets.size() <= Packets.PACKETS_MAX
        ? report.words().say("packets")
        : report.words().say("packets.some", Packets.PACKETS_MAX);
  }

  private String box(String key, String text) {
    return "<div><h2>" + escaped(report.words().say(key)) + "</h2>" + escaped(text) + "</div>\n";
  }

  /** What both ends did, and between them the packets on the wire. */
  private void rows(Verdict.Failure failure, StringBuilder html) {
    var events = failure.events();
    int marked = TranscriptText.marked(events, failure.deviation());
    int wrong = marked < 0 ? events.size() - 1 : marked;
    var packets = new ArrayDeque<>(failure.packets().orElse(List.of()));
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      while (!packets.isEmpty() && packets.peek().at().compareTo(event.at()) < 0) {
        packet(packets.remove(), html);
      }
      event(event, i == wrong, html);
    }
    packets.forEach(packet -> packet(packet, html));
  }

  private void event(Event event, boolean isWrong, StringBuilder html) {
    var data = String.join("\n", new TranscriptText(report.words()).data(event, COLUMNS));
    var cell = escaped(name(event.who()) + data);
    html.append(isWrong ? "<tr class=\"wrong\">" : "<tr>").append(time(event.at()));
    var arrow = event.kind().isFromGrader() ? "──▶" : event.who().isEmpty() ? "" : "◀──";
    var wire = "<td class=\"wire\">" + arrow + "</td>";
    html.append(
        event.kind().isFromGrader()
            ? "<td class=\"grader\">" + cell + "</td>" + wire + "<td></td>"
            : "<td></td>" + wire + "<td class=\"program\">" + cell + "</td>");
    html.append("</tr>\n");
  }

  private void packet(Packet packet, StringBuilder html) {
    var segment = packet.segment();
    var shown = packet.flags();
    if (segment.length() > 0) {
      shown += " " + report.words().say(segment.payload(), segment.length());
    }
    var name = name(packet.who());
    var arrow = packet.isFromGrader() ? "──▶ " : "◀── ";
    html.append("<tr class=\"packet\">").append(time(packet.at())).append("<td></td>");
    html.append("<td class=\"wire\">").append(escaped(arrow + name + shown));
    html.append("</td><td></td></tr>\n");
  }

  /** Of a connection, if there are several. */
  private String name(String who) {
    boolean isSingle = verdict.failure().filter(Verdict.Failure::isOfOneConnection).isPresent();
    return isSingle || who.isEmpty() ? "" : new TranscriptText(report.words()).name(who) + ": ";
  }

  private static String time(Duration at) {
    return "<td class=\"time\">+%.1f ms</td>".formatted(at.toNanos() / 1e6);
  }

  /** A text of the exercise, with its code. */
  private static String inline(String text) {
    return escaped(text).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
