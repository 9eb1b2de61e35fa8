package tcplessons.docs.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The searchable text of a page.
 *
 * @param href its address, relative to the folder of its language
 * @param entries what can be found on it, each with an address of its own; the first is the page
 */
record PageText(String title, String href, List<Entry> entries) {

  /**
   * @param kind {@code page}, {@code section}, {@code question}, {@code run}, {@code term}, {@code
   *     error} or {@code correction}
   * @param id empty for the top of the page
   * @param text without the entries within the entry, in one line, code at the end
   * @param names what a reader may call it: a term in both languages, the messages of an error
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Entry(String kind, String id, String title, String text, List<String> names) {}

  private static final String RUN = "figure.run[id]";
  private static final String TERM = "dt:has(a[id]:empty)";
  private static final String CORRECTION = ".claim:has(.number)";
  private static final String FOLDED = "details > .content";

  private static final String ENTRIES =
      Stream.of("section", FOLDED, RUN, TERM, CORRECTION)
          .map(entry -> "main .text " + entry)
          .reduce((a, b) -> a + ", " + b)
          .orElseThrow();

  /**
   * Elements that are not searched with the entry around them: entries of their own, labels for
   * screen readers, and listings of source files, which would double the size of the index.
   */
  private static final String NOT_SEARCHED =
      String.join(", ", "section, details, " + RUN, TERM, TERM + " + dd", CORRECTION)
          + ", .page-facts, h2, h3, h4, svg, time, .vh, .conum, .whole-file span, .packets,"
          + " template, pre.highlight:not([data-lang=console])";

  /** What a run prints, receives and sends. */
  private static final String OF_A_RUN = "samp, kbd, .start code, .payload";

  private static final int TITLE_CHARS_MAX = 90;

  /** On pages that the search leaves out. */
  private static final String NO_SEARCH = "meta[name=search][content=none]";

  /**
   * The pages of a folder in reading order, which is that of their navigation. A run that several
   * pages show is an entry of the first lesson that shows it. A page that could not be converted is
   * empty, and the build reports why.
   */
  static List<PageText> allOf(Path folder) throws IOException {
    var texts = new ArrayList<PageText>();
    var runs = new HashSet<String>();
    for (var link : Jsoup.parse(folder.resolve("index.html")).select("nav.pages .page-link")) {
      var href = link.attr("href");
      var page = Jsoup.parse(folder.resolve(href));
      if (page.selectFirst("main") == null || page.selectFirst(NO_SEARCH) != null) {
        continue;
      }
      boolean isStart = href.equals("index.html");
      page.select(RUN).stream()
          .filter(run -> isStart || !runs.add(run.id()))
          .forEach(Element::remove);
      texts.add(of(href, page));
    }
    return texts;
  }

  static PageText of(String href, Document page) {
    var title = line(page.selectFirst("main h1").text());
    var entries = new ArrayList<Entry>();
    entries.add(new Entry("page", "", title, text(page.selectFirst("main .text")), List.of()));
    for (var element : page.select(ENTRIES)) {
      entries.add(entry(element));
    }
    return new PageText(title, href, entries);
  }

  private static Entry entry(Element element) {
    if (element.is("section")) {
      return section(element);
    } else if (element.is(RUN)) {
      return run(element);
    } else if (element.is(TERM)) {
      return term(element);
    } else if (element.is(CORRECTION)) {
      return correction(element);
    }
    return new Entry("question", element.id(), question(element), text(element), List.of());
  }

  private static Entry section(Element section) {
    var heading = section.selectFirst("> h2, > h3, > h4");
    var title = line(heading.text());
    if (section.selectFirst("> .seen, > * > .seen") == null) {
      return new Entry("section", heading.id(), title, text(section), List.of());
    }
    var names = new ArrayList<>(List.of(title.split(": | \\(|\\)|, ")));
    names.addAll(section.select(".seen samp b, .seen samp[lang=ko]").eachText());
    return new Entry("error", heading.id(), title, text(section), distinct(names));
  }

  private static Entry run(Element run) {
    var texts = new ArrayList<>(run.select(OF_A_RUN).eachText());
    run.select(".state").stream()
        .map(state -> state.ownText().strip())
        .distinct()
        .forEach(texts::add);
    var title = line(run.selectFirst(".run-title").text());
    return new Entry("run", run.id(), title, line(String.join(" ", texts)), List.of());
  }

  private static Entry term(Element term) {
    var own = term.clone();
    own.select(".other").remove();
    var names = new ArrayList<>(List.of(line(own.text()).split(", ")));
    names.addAll(term.select(".other").eachText());
    var title = line(String.join(", ", distinct(names)));
    var text = text(term.nextElementSibling());
    return new Entry("term", term.selectFirst("a[id]").id(), title, text, distinct(names));
  }

  /** Its title is the statement that it corrects. */
  private static Entry correction(Element claim) {
    var own = claim.clone();
    own.select(".numbers").remove();
    var statement = line(own.selectFirst("dd").text());
    var numbers = claim.select(".number").eachText();
    own.select("dt, dd:first-of-type").remove();
    var title =
        statement.length() <= TITLE_CHARS_MAX
            ? statement
            : statement.substring(0, statement.lastIndexOf(' ', TITLE_CHARS_MAX)) + " …";
    var text = title.equals(statement) ? text(own) : statement + " " + text(own);
    return new Entry("correction", numbers.getFirst(), title, text, numbers);
  }

  /** A folded part is an entry of its own, so that a link to it opens it. */
  private static String question(Element folded) {
    var prediction = folded.closest(".predict");
    var question =
        prediction == null
            ? folded.parent().selectFirst("> summary")
            : prediction.selectFirst("> .question");
    return line(question.text());
  }

  private static String text(Element part) {
    var own = part.clone();
    own.children().select(NOT_SEARCHED).remove();
    var code = own.select("pre");
    code.remove();
    return line(own.text() + " " + code.text());
  }

  private static List<String> distinct(List<String> names) {
    return names.stream().map(PageText::line).filter(name -> !name.isEmpty()).distinct().toList();
  }

  /** Normalized, so that every Hangul syllable is one character, with single spaces. */
  private static String line(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s+", " ").strip();
  }
}
