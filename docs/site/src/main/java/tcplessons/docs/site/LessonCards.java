package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * Completes the start page with what is known when all pages are built: on the card of each lesson
 * its minutes and runs, and above them the hours that all lessons take.
 */
final class LessonCards {

  private static final String CARDS = ".cards.lessons dl > div";
  private static final String FACTS = "card-facts";

  private final Path folder;
  private final Words words;
  private final Map<String, Lesson> read = new HashMap<>();

  private record Lesson(long minutes, long runs) {}

  private LessonCards(Path folder) {
    this.folder = folder;
    this.words = Words.in(folder.getFileName().toString());
  }

  /**
   * @param site the folder of the built site
   */
  static void complete(Path site) throws IOException {
    for (var language : PageTree.LANGUAGES) {
      var folder = site.resolve(language);
      if (Files.isRegularFile(folder.resolve("index.html"))) {
        new LessonCards(folder).complete();
      }
    }
  }

  private void complete() throws IOException {
    var file = folder.resolve("index.html");
    var page = Jsoup.parse(file);
    page.outputSettings().prettyPrint(false);
    long minutes = 0;
    for (var card : page.select(CARDS)) {
      minutes += complete(card);
    }
    long hours = Math.ceilDiv(minutes, 60);
    page.select(".hours").forEach(place -> place.text(String.valueOf(hours)));
    Files.writeString(file, page.outerHtml());
  }

  /** A lesson may have several pages, which its card links to. */
  private long complete(Element card) throws IOException {
    long minutes = 0;
    long runs = 0;
    for (var link : card.select("a[href^=lesson-]")) {
      var lesson = lesson(link.attr("href"));
      minutes += lesson.minutes();
      runs += lesson.runs();
    }
    card.select("." + FACTS).remove();
    card.appendElement("dd").addClass(FACTS).text(words.say("page.card", minutes, runs));
    return minutes;
  }

  private Lesson lesson(String href) throws IOException {
    if (!read.containsKey(href)) {
      var page = Jsoup.parse(folder.resolve(href));
      var time = page.selectFirst(".page-facts time");
      var minutes = time == null ? 0 : Duration.parse(time.attr("datetime")).toMinutes();
      var runs = page.select("figure.run").eachAttr("data-run").stream().distinct().count();
      read.put(href, new Lesson(minutes, runs));
    }
    return read.get(href);
  }
}
