package tcplessons.docs.run;

import org.jsoup.nodes.Element;
import tcplessons.docs.CodeLineBreaks;

/**
 * Something that a participant did: what it printed, was given, or what became of it.
 *
 * @param named whether the row above was another participant's, so that this one needs a name tag
 */
record DeedRow(Scene scene, Event.Deed deed, boolean named) {

  /** An output with a longer line spans all lanes instead of being broken into pieces. */
  private static final int WIDE_COLUMNS = 58;

  /** Exit codes above this one say which signal ended a process: somebody's wish, no failure. */
  private static final int SIGNALS = 128;

  void drawInto(Element item) {
    item.addClass("deed").addClass(side());
    var cell = item.appendElement("span").addClass("console");
    if (named && scene.lane(side()).size() > 1) {
      cell.appendElement("span").addClass("who").attr("aria-hidden", "true").text(name());
    }
    if (deed instanceof Event.Print print) {
      printed(item, cell, print);
    } else if (deed instanceof Event.Input input) {
      item.addClass("input");
      Scene.hidden(cell, scene.say("run.types", name()));
      cell.appendElement("kbd").text(input.text().stripTrailing());
    } else if (deed instanceof Event.InputEnd) {
      item.addClass("input");
      Scene.hidden(cell, scene.say("run.ends-input", name()));
      cell.appendElement("kbd").attr("aria-hidden", "true").text("Ctrl-D");
    } else if (deed instanceof Event.Start) {
      item.addClass("start");
      Scene.hidden(cell, scene.say("run.starts", name()));
      CodeLineBreaks.keepWhole(cell.appendElement("code"), command());
    } else if (deed instanceof Event.Signal signal) {
      item.addClass("signal");
      var key = "signal." + signal.signal();
      note(cell, scene.phrases().words().sayOr(key, "SIG" + signal.signal()));
    } else if (deed instanceof Event.Exit exit) {
      item.addClass("exit").addClass(exit.code() == 0 || exit.code() > SIGNALS ? "done" : "failed");
      note(cell, scene.say("run.exit", exit.code()));
    }
    Scene.spaced(cell);
  }

  private String side() {
    return scene.isIn("server", deed.who()) ? "server" : "client";
  }

  private String name() {
    return scene.phrases().name(deed.who());
  }

  private String command() {
    return scene.run().participant(deed.who()).map(Run.Participant::command).orElse(deed.who());
  }

  private void note(Element cell, String text) {
    Scene.hidden(cell, name() + ": ");
    cell.appendElement("span").addClass("note").text(text);
  }

  private void printed(Element item, Element cell, Event.Print print) {
    item.addClass(print.isError() ? "stderr" : "stdout");
    Scene.hidden(cell, scene.say(print.isError() ? "run.prints-error" : "run.prints", name()));
    if (print.isError()) {
      cell.appendElement("span").addClass("stream").attr("aria-hidden", "true").text("stderr");
    }
    var output = cell.appendElement("samp");
    CodeLineBreaks.keepWhole(output, print.text().stripTrailing());
    if (print.text().lines().anyMatch(line -> line.length() > WIDE_COLUMNS)) {
      item.addClass("wide");
      if (!print.isError()) {
        output.attr("tabindex", "0");
      }
    }
  }
}
