package tcplessons.docs.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The pages of one language as one HTML document: a cover, the contents, and a chapter for each
 * page. An id is unique on its page only, so in the book the name of the page precedes it.
 */
final class BookDocument {

  /** What serves a reader at a screen: navigation, buttons, the bytes under a packet. */
  private static final String SCREEN_ONLY =
      "script, template, button, nav, .screen, .run .details, .run .hint, .legend[popover],"
          + " #site-arrows";

  private static final Pattern ADDRESS = Pattern.compile("[a-z]+:.*");

  private final Path folder;
  private final List<String> names;
  private final List<String> deadLinks = new ArrayList<>();
  private final Document book;

  private BookDocument(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath().normalize();
    book = page("index");
    names =
        book.select(".page-link").stream().map(link -> link.attr("href").split("\\.")[0]).toList();
  }

  /**
   * Reads the built pages of a language; the navigation of its start page gives their order.
   *
   * @throws BookCommand.BookException if a link leads to what the book does not contain
   */
  static BookDocument of(Path folder) throws IOException, BookCommand.BookException {
    var document = new BookDocument(folder);
    document.assemble();
    if (!document.deadLinks.isEmpty()) {
      throw new BookCommand.BookException(
          "these links have no target in it:\n  " + String.join("\n  ", document.deadLinks));
    }
    return document;
  }

  String html() {
    return book.outerHtml();
  }

  /**
   * Writes page numbers into the contents.
   *
   * @param pages the number of the page by the id of what is there
   * @return whether a number is another than before
   */
  boolean number(Map<String, Integer> pages) throws BookCommand.BookException {
    boolean changed = false;
    for (var link : book.select(".book-contents a")) {
      var page = pages.get(link.attr("href").substring(1));
      if (page == null) {
        throw new BookCommand.BookException("the PDF has no destination for " + link.attr("href"));
      }
      var number = link.selectFirst(".number");
      changed |= !number.text().equals(page.toString());
      number.text(page.toString());
    }
    return changed;
  }

  private Document page(String name) throws IOException {
    var page = Jsoup.parse(folder.resolve(name + ".html"));
    page.outputSettings().prettyPrint(false);
    return page;
  }

  private void assemble() throws IOException {
    var body = book.body();
    var cover = cover();
    var contents = contents(body.selectFirst(".menu").attr("aria-label"));
    // The shell's last line stays: the style sheet shows wide tables only when it has arrived.
    var bottom = body.selectFirst(".bottom");
    body.empty().attr("class", "book").appendChild(cover).appendChild(contents);
    for (var name : names) {
      body.appendChild(chapter(name));
    }
    body.appendChild(bottom);
    listChapters(contents);
    head();
    var ids = new HashSet<>(body.select("[id]").eachAttr("id"));
    body.select("a[href^=#]").stream()
        .filter(link -> !ids.contains(link.attr("href").substring(1)))
        .map(link -> "%s: \"%s\" to %s".formatted(place(link), link.text(), link.attr("href")))
        .forEach(deadLinks::add);
  }

  private Element cover() {
    var cover = new Element("section").addClass("book-cover");
    cover.appendChild(book.selectFirst(".brand svg").clone().addClass("mark"));
    cover.appendElement("p").addClass("title").text(book.selectFirst(".brand span").text());
    cover.appendElement("p").addClass("subtitle").text(book.selectFirst("main h1").text());
    cover.appendElement("p").addClass("promise").text(book.selectFirst(".bottom p").text());
    book.title(book.selectFirst(".brand span").text());
    return cover;
  }

  private static Element contents(String title) {
    var contents = new Element("section").addClass("book-contents");
    contents.appendElement("h1").text(title);
    contents.appendElement("ol");
    return contents;
  }

  private void listChapters(Element contents) {
    for (var chapter : book.select("article")) {
      var item = contents.selectFirst("ol").appendElement("li");
      entry(item, chapter.selectFirst("h1"));
      var sections = item.appendElement("ol");
      for (var section : chapter.select("section > h2[id]")) {
        entry(sections.appendElement("li"), section);
      }
    }
  }

  private static void entry(Element item, Element heading) {
    var link = item.appendElement("a").attr("href", "#" + heading.id());
    link.appendElement("span").text(heading.text());
    link.appendElement("span").addClass("number");
  }

  private Element chapter(String name) throws IOException {
    var page = page(name);
    var arrows = page.getElementById("site-arrows");
    if (arrows != null && book.getElementById("site-arrows") == null) {
      book.body().prependChild(arrows.clone());
    }
    var chapter = page.selectFirst("main").tagName("article");
    chapter.select(SCREEN_ONLY).remove();
    chapter.select("details").attr("open", "");
    chapter.clearAttributes().addClass("page-" + name);
    // The style sheet knows the preamble by its id, and no link leads to it.
    for (var element : chapter.select("[id]:not(#preamble)")) {
      element.id(name + "_" + element.id());
    }
    for (var element : chapter.select("[aria-labelledby]")) {
      element.attr("aria-labelledby", name + "_" + element.attr("aria-labelledby"));
    }
    for (var element : chapter.select("[src]")) {
      var file = folder.resolve(element.attr("src")).normalize();
      element.attr("src", file.toUri().toString());
    }
    chapter.select("h1").first().id(name);
    for (var link : chapter.select("a[href]")) {
      lead(name, link);
    }
    repeatLanes(chapter);
    return chapter;
  }

  /** Gives {@code link}, which is on the page {@code name}, its target in the book. */
  private void lead(String name, Element link) {
    var href = link.attr("href");
    var target = href.split("#", 2);
    if (ADDRESS.matcher(href).matches()) {
      return;
    }
    if (target[0].startsWith("../")) {
      // Another part of the site: a whole source file, a capture. The book has only its name.
      link.select(".whole-file > span").remove();
      link.unwrap();
      return;
    }
    var page = target[0].isEmpty() ? name : target[0].replaceFirst("\\.html$", "");
    link.attr("href", "#" + page + (target.length > 1 ? "_" + target[1] : ""));
  }

  /** A browser repeats the head of a table on each page, so the names of the lanes become one. */
  private static void repeatLanes(Element chapter) {
    for (var diagram : chapter.select(".run .diagram:has(> .lanes)")) {
      var table = new Element("table").addClass("diagram").attr("role", "presentation");
      var head = table.appendElement("thead").appendElement("tr").appendElement("td");
      var body = table.appendElement("tbody").appendElement("tr").appendElement("td");
      diagram.select("> .lanes").forEach(head::appendChild);
      diagram.select("> ol").forEach(body::appendChild);
      diagram.replaceWith(table);
    }
  }

  private void head() throws IOException {
    var head = book.head();
    head.select("script, link:not([rel=stylesheet]), meta[name=description]").remove();
    for (var sheet : head.select("link")) {
      sheet.attr("href", folder.resolve(sheet.attr("href")).normalize().toUri().toString());
    }
    try (var css = BookDocument.class.getResourceAsStream("book.css")) {
      var rules = new StringBuilder(new String(css.readAllBytes(), StandardCharsets.UTF_8));
      for (var chapter : book.select("article")) {
        rules.append(
            ".%1$s { page: %1$s } @page %1$s { @bottom-left { content: %2$s } }\n"
                .formatted(chapter.className(), cssString(chapter.selectFirst("h1").text())));
      }
      head.appendElement("style").appendChild(new DataNode(rules.toString()));
    }
  }

  private static String cssString(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String place(Element link) {
    var chapter = link.closest("article");
    return chapter.className().replaceFirst("^page-", "") + ".html";
  }
}
