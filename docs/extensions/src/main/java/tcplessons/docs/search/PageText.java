package tcplessons.docs.search;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The searchable text of a page.
 *
 * @param href its address, relative to the folder of its language
 * @param sections the first is the text before all sections, with the title of the page
 */
record PageText(String title, String href, List<Section> sections) {

  /**
   * @param id empty for the top of the page
   * @param text without the sections and folded parts within the section, in one line, code at the
   *     end
   */
  record Section(String id, String title, String text) {}

  /**
   * Elements that are not searched: labels for screen readers, tooltips, the fields of every
   * packet, and listings of source files, which would double the size of the index.
   */
  private static final String NOT_SEARCHED =
      "section, details, .page-facts, h2, h3, h4, svg, time, .vh, .conum, .run .details,"
          + " .run-facts, .run .lanes, .run small, .run .flags, .run .state, .run .who, .run"
          + " .connection, .run .pause, .run .legend, .run [download], .whole-file span,"
          + " pre.highlight:not([data-lang=console])";

  /** On pages that the search leaves out. */
  private static final String NO_SEARCH = "meta[name=search][content=none]";

  /** The pages of a folder in reading order, which is that of their navigation. */
  static List<PageText> allOf(Path folder) throws IOException {
    var texts = new ArrayList<PageText>();
    for (var link : Jsoup.parse(folder.resolve("index.html")).select("nav.pages a")) {
      var href = link.attr("href");
      var page = Jsoup.parse(folder.resolve(href));
      if (page.selectFirst(NO_SEARCH) == null) {
        texts.add(of(href, page));
      }
    }
    return texts;
  }

  static PageText of(String href, Document page) {
    var title = line(page.selectFirst("main h1").text());
    var sections = new ArrayList<Section>();
    sections.add(new Section("", title, text(page.selectFirst("main .text"))));
    for (var section : page.select("main .text section, main .text details > .content")) {
      if (section.normalName().equals("section")) {
        var heading = section.selectFirst("> h2, > h3, > h4");
        sections.add(new Section(heading.id(), line(heading.text()), text(section)));
      } else {
        sections.add(new Section(section.id(), line(question(section)), text(section)));
      }
    }
    return new PageText(title, href, sections);
  }

  /** A folded part is a section of its own, so that a link to it opens it. */
  private static String question(Element folded) {
    var prediction = folded.closest(".predict");
    return prediction == null
        ? folded.parent().selectFirst("> summary").text()
        : prediction.selectFirst("> .question").text();
  }

  private static String text(Element part) {
    var own = part.clone();
    own.children().select(NOT_SEARCHED).remove();
    var code = own.select("pre, .run");
    code.remove();
    return line(own.text() + " " + code.text());
  }

  /** Normalized, so that every Hangul syllable is one character, with single spaces. */
  private static String line(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
  }
}
