package tcplessons.docs.run;

import org.jsoup.nodes.Element;
import tcplessons.docs.CodeLineBreaks;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.Run.Lane;

/**
 * A row for an event of one participant: output, input, a signal, its start or its exit.
 *
 * @param named whether the row before belongs to another participant, so that this one needs a name
 */
record ParticipantRow(FigureContext context, Event.ParticipantEvent event, boolean named) {

  /** An output with a longer line spans all lanes instead of being broken into pieces. */
  private static final int WIDE_COLUMNS = 58;

  /** Further lines are folded. */
  private static final int LINES_MAX = 6;

  /** A shell reports a process that a signal killed as 128 plus the signal's number: no failure. */
  private static final int SIGNAL_EXIT_CODE_BASE = 128;

  void drawInto(Element item) {
    item.addClass("deed").addClass(side().key());
    boolean isAlone = context.processes().isUsed();
    if (isAlone) {
      item.addClass("at-" + context.processes().number(event.who()))
          .addClass("of-" + context.laneOf(event.who()).key())
          .attr("data-of", event.who());
    }
    var cell = item.appendElement("span").addClass("console");
    if (isAlone || named && context.lane(side()).size() > 1) {
      cell.appendElement("span").addClass("who").attr("aria-hidden", "true").text(name());
    }
    if (event instanceof Event.Print print) {
      printed(item, cell, print);
    } else if (event instanceof Event.Input input) {
      item.addClass("input");
      FigureContext.appendScreenReaderText(cell, context.say("run.types", name()));
      cell.appendElement("kbd").text(input.text().stripTrailing());
    } else if (event instanceof Event.InputEnd) {
      item.addClass("input");
      FigureContext.appendScreenReaderText(cell, context.say("run.ends-input", name()));
      cell.appendElement("kbd").attr("aria-hidden", "true").text("Ctrl-D");
    } else if (event instanceof Event.Start) {
      item.addClass("start");
      FigureContext.appendScreenReaderText(cell, context.say("run.starts", name()));
      CodeLineBreaks.keepWhole(cell.appendElement("code"), command());
    } else if (event instanceof Event.Signal signal) {
      item.addClass("signal");
      var key = "signal." + signal.signal();
      note(cell, context.phrases().words().sayOr(key, "SIG" + signal.signal()));
    } else if (event instanceof Event.Exit exit) {
      item.addClass("exit")
          .addClass(exit.code() == 0 || exit.code() > SIGNAL_EXIT_CODE_BASE ? "done" : "failed");
      note(cell, context.say("run.exit", exit.code()));
    }
    FigureContext.appendSpaces(cell);
  }

  private Lane side() {
    return context.sideOf(event.who());
  }

  private String name() {
    return context.phrases().name(event.who());
  }

  private String command() {
    return context.run().participant(event.who()).map(Run.Participant::command).orElse(event.who());
  }

  private void note(Element cell, String text) {
    FigureContext.appendScreenReaderText(cell, name() + ": ");
    cell.appendElement("span").addClass("note").text(text);
  }

  private void printed(Element item, Element cell, Event.Print print) {
    item.addClass(print.isError() ? "stderr" : "stdout");
    FigureContext.appendScreenReaderText(
        cell, context.say(print.isError() ? "run.prints-error" : "run.prints", name()));
    if (print.isError()) {
      cell.appendElement("span").addClass("stream").attr("aria-hidden", "true").text("stderr");
    }
    var output = cell.appendElement("samp");
    var lines = FoldedLines.of(print.text().stripTrailing(), LINES_MAX);
    CodeLineBreaks.keepWhole(output, lines.shown());
    if (!lines.folded().isEmpty()) {
      CodeLineBreaks.keepWhole(lines.appendTo(output), lines.folded());
      FoldedLines.appendButton(cell, output, context);
    }
    context.appendCode(output, print, print.who());
    if (print.text().lines().anyMatch(line -> line.length() > WIDE_COLUMNS)) {
      item.addClass("wide");
      if (!print.isError()) {
        output.attr("tabindex", "0");
      }
    }
  }
}
