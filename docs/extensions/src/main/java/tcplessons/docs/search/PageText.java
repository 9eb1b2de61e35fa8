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
 * The words of a page.
 *
 * @param href its address, seen from the other pages of its language
 * @param sections the first is what stands before all sections, under the page's own title
 */
record PageText(String title, String href, List<Section> sections) {

  /**
   * @param id empty for the top of the page
   * @param text what the section says outside the sections within it, in one line, its code last
   */
  record Section(String id, String title, String text) {}

  /**
   * Said for the eye, the ear or the mouse, and said again for every packet; and the lines of
   * source files, which the text beside them explains, and which would weigh as much as all of it.
   */
  private static final String BESIDE_THE_TEXT =
      "section, h2, h3, h4, svg, time, .vh, .conum, .run .details, .run-facts, .run .lanes, .run"
          + " small, .run .flags, .run .state, .run .who, .run .connection, .run .pause, .run"
          + " .legend, .run [download], .whole-file span, pre.highlight:not([data-lang=console])";

  /** The pages of a folder in reading order, which is that of their navigation. */
  static List<PageText> allOf(Path folder) throws IOException {
    var texts = new ArrayList<PageText>();
    for (var link : Jsoup.parse(folder.resolve("index.html")).select("nav.pages a")) {
      var href = link.attr("href");
      texts.add(of(href, Jsoup.parse(folder.resolve(href))));
    }
    return texts;
  }

  static PageText of(String href, Document page) {
    var title = line(page.selectFirst("main h1").text());
    var sections = new ArrayList<Section>();
    sections.add(new Section("", title, text(page.selectFirst("main .text"))));
    for (var section : page.select("main .text section")) {
      var heading = section.selectFirst("> h2, > h3, > h4");
      sections.add(new Section(heading.id(), line(heading.text()), text(section)));
    }
    return new PageText(title, href, sections);
  }

  private static String text(Element part) {
    var own = part.clone();
    own.children().select(BESIDE_THE_TEXT).remove();
    var code = own.select("pre, .run");
    code.remove();
    return line(own.text() + " " + code.text());
  }

  /** One spelling of every character, and one space wherever there is any. */
  private static String line(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
  }
}
