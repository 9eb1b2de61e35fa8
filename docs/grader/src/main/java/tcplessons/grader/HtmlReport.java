package tcplessons.grader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
      td.arrow { text-align: center; color: var(--soft); }
      tr.wrong td { background: color-mix(in srgb, var(--bad) 12%, transparent); }
      .both { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 1rem 0; }
      .both > div { white-space: pre-line; border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1rem;
        overflow-wrap: anywhere; }
      .both h2 { font-size: 1rem; margin: 0; }
      @media (max-width: 40rem) { .both { grid-template-columns: 1fr; } }
      """;

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
    html.append(escaped(words.say("transcript.grader"))).append("</th><th></th><th>");
    html.append(escaped(words.say("transcript.program"))).append("</th></tr>\n");
    events(failure, html);
    html.append("</table>\n");
    failure
        .mutant()
        .flatMap(report.text()::mutant)
        .ifPresent(section -> {
          html.append("<h2>")
              .append(escaped(words.say("label.looks-like") + ": " + section.title()));
          html.append("</h2>\n<p>");
          var why = String.join(" ", section.firstParagraph());
          html.append(escaped(PlainText.inline(why, words.language()))).append("</p>\n");
        });
    return html.toString();
  }

  private String box(String key, String text) {
    return "<div><h2>" + escaped(report.words().say(key)) + "</h2>" + escaped(text) + "</div>\n";
  }

  private void events(Verdict.Failure failure, StringBuilder html) {
    var events = failure.events();
    int marked = TranscriptText.marked(failure);
    int wrong = marked < 0 ? events.size() - 1 : marked;
    var words = report.words();
    for (int i = 0; i < events.size(); i++) {
      var event = events.get(i);
      var data =
          event.who().isEmpty()
              ? new TranscriptText(words).data(event)
              : event.who() + ": " + new TranscriptText(words).data(event);
      var cell = escaped(data);
      html.append(i == wrong ? "<tr class=\"wrong\">" : "<tr>");
      html.append("<td class=\"time\">+").append(event.at().toMillis()).append(" ms</td>");
      html.append(
          event.kind().isFromGrader()
              ? "<td class=\"grader\">" + cell + "</td><td class=\"arrow\">──▶</td><td></td>"
              : "<td></td><td class=\"arrow\">◀──</td><td class=\"program\">" + cell + "</td>");
      html.append("</tr>\n");
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
