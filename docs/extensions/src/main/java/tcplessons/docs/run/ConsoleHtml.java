package tcplessons.docs.run;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;

/** What one participant typed and printed, as its terminal showed it. */
record ConsoleHtml(Run run, Run.Participant who, Words words) {

  /**
   * @param title HTML of a title; null for none
   */
  String draw(String title) {
    var phrases = new Phrases(words);
    var paper = Document.createShell("");
    paper.outputSettings().prettyPrint(false);
    var figure =
        paper.body().appendElement("figure").addClass("terminal").addClass(who.lane().key());
    figure.attr("data-run", run.id());
    var caption = figure.appendElement("figcaption");
    caption.appendElement("span").addClass("participant").text(phrases.name(who.name()));
    if (title != null) {
      caption.appendText(" ").appendElement("span").html(title);
    } else if (who.by() != null && !who.isNamedAfterProgram()) {
      caption.appendText(" ").appendElement("span").addClass("by").text(phrases.madeBy(who.by()));
    }
    var screen = figure.appendElement("pre").attr("tabindex", "0").appendElement("code");
    if (who.command() != null) {
      screen.appendElement("span").addClass("prompt").text("$ ");
      screen.appendElement("kbd").text(who.command());
    }
    run.events(Event.ParticipantEvent.class)
        .filter(event -> event.who().equals(who.name()))
        .forEach(event -> line(screen, event));
    if (who.exit() != null && who.exit() != 0) {
      var exit = figure.appendElement("p").addClass("exit");
      exit.appendElement("span").text(words.say("run.exit", who.exit()));
      if (who.isStartedByMaven()) {
        exit.appendText(" ").appendElement("small").text(words.say("run.without-maven"));
      }
    }
    return figure.outerHtml();
  }

  private void line(Element screen, Event.ParticipantEvent event) {
    if (event instanceof Event.Print print) {
      var line = newLine(screen).appendElement("samp");
      if (print.isError()) {
        line.addClass("stderr").attr("title", "stderr");
      }
      line.text(print.text().stripTrailing());
    } else if (event instanceof Event.Input input) {
      newLine(screen).appendElement("kbd").addClass("typed").text(input.text().stripTrailing());
    } else if (event instanceof Event.Signal signal && signal.signal().equals("INT")) {
      newLine(screen).appendElement("kbd").addClass("typed").text("^C");
    }
  }

  private static Element newLine(Element screen) {
    return screen.childNodeSize() == 0 ? screen : screen.appendText("\n");
  }
}
