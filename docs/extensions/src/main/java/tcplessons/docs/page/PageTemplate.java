package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Postprocessor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.run.Arrow;
import tcplessons.docs.run.Legend;
import tcplessons.docs.run.RunTools;

/**
 * Moves the text of Asciidoctor's page into the template {@code page.html}, which has landmarks,
 * navigation and links to the other language. Asciidoctor's own page layout is dropped.
 */
public final class PageTemplate extends Postprocessor {

  private static final String TEMPLATE = "page.html";

  /** What the search says, and the kinds of entries that it finds. */
  private static final List<String> SEARCH_TEXTS =
      List.of(
          "some",
          "none",
          "broken",
          "all",
          "term",
          "error",
          "correction",
          "run",
          "question",
          "suggested");

  @Override
  public String process(Document source, String output) {
    if (!source.isBasebackend("html")) {
      return output;
    }
    var converted = Jsoup.parse(output);
    converted.outputSettings().prettyPrint(false);
    var content = converted.getElementById("content");
    if (content == null) {
      return output;
    }
    var words = Words.of(source);
    var page = template();
    insertTexts(page, words);
    new SemanticHtml(words).apply(content);
    head(page, source, words);
    text(page, source, content, words);
    navigation(page, source, words);
    languages(page, source, words);
    return page.outerHtml();
  }

  static org.jsoup.nodes.Document template() {
    try (var in = PageTemplate.class.getResourceAsStream("/tcplessons/docs/" + TEMPLATE)) {
      var html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var page = Jsoup.parse(html);
      page.outputSettings().prettyPrint(false);
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the keys in the attributes {@code data-*} of the template by texts. */
  static void insertTexts(Element page, Words words) {
    insertTexts(page, words, "data-say", Element::text);
    insertTexts(page, words, "data-label", (element, text) -> element.attr("aria-label", text));
    insertTexts(page, words, "data-tip", (element, text) -> element.attr("title", text));
    insertTexts(page, words, "data-hint", (element, text) -> element.attr("placeholder", text));
  }

  private static void insertTexts(
      Element page, Words words, String attribute, BiConsumer<Element, String> insert) {
    for (var element : page.select("[" + attribute + "]")) {
      insert.accept(element, words.say(element.attr(attribute)));
      element.removeAttr(attribute);
    }
  }

  private static void head(org.jsoup.nodes.Document page, Document source, Words words) {
    var title = Jsoup.parseBodyFragment(String.valueOf(source.getDoctitle())).text();
    page.selectFirst("html").attr("lang", words.language());
    page.title(title + " · " + words.say("site.name"));
    var description = source.getAttribute("description");
    if (description != null) {
      page.selectFirst("meta[name=description]")
          .attr("content", Jsoup.parseBodyFragment(description.toString()).text());
    } else {
      page.selectFirst("meta[name=description]").remove();
    }
    if (source.hasAttribute("no-search")) {
      page.head().appendElement("meta").attr("name", "search").attr("content", "none");
    }
    page.body().addClass("page-" + name(source));
    labels(page, words);
  }

  /** The texts that the scripts use. */
  static void labels(org.jsoup.nodes.Document page, Words words) {
    page.body().attr("data-copy", words.say("site.copy"));
    page.body().attr("data-copied", words.say("site.copied"));
    page.body().attr("data-link-copied", words.say("site.link-copied"));
    page.body().attr("data-copy-test", words.say("test.copy"));
    for (var text : SEARCH_TEXTS) {
      page.getElementById("site-search").attr("data-" + text, words.say("search." + text));
    }
  }

  private static void text(Element page, Document source, Element content, Words words) {
    page.selectFirst("main h1").html(String.valueOf(source.getDoctitle()));
    var main = page.selectFirst("main .text");
    content.childNodesCopy().forEach(main::appendChild);
    new Legend(words).applyTo(main);
    if (main.selectFirst(".run .arrow") != null) {
      main.append(Arrow.shapes());
    }
    if (main.selectFirst(".run") != null) {
      main.appendChild(new RunTools(words).template());
    }
  }

  private static void navigation(Element page, Document source, Words words) {
    var here = name(source);
    var pages = Navigation.of(folder(source));
    new Contents(page, words).list(pages, here);
    var around = page.selectFirst(".around");
    pages.before(here).ifPresent(entry -> neighbour(around, entry, "prev", words));
    pages.after(here).ifPresent(entry -> neighbour(around, entry, "next", words));
    if (around.childrenSize() == 0) {
      around.remove();
    }
  }

  private static void neighbour(Element around, Navigation.Entry entry, String rel, Words words) {
    var link = around.appendElement("a").attr("rel", rel).attr("href", entry.href());
    link.appendElement("small").text(words.say(rel.equals("prev") ? "site.previous" : "site.next"));
    link.appendText(" ").appendElement("span").text(entry.title());
  }

  private static void languages(Element page, Document source, Words words) {
    var file = name(source) + ".html";
    var other = Words.in(words.language().equals("ko") ? "en" : "ko");
    page.selectFirst("a[data-language]")
        .attr("href", "../" + other.language() + "/" + file)
        .attr("lang", other.language())
        .attr("hreflang", other.language())
        .text(other.say("language.name"));
    var head = page.selectFirst("head");
    for (var language : new String[] {"en", "ko"}) {
      head.appendElement("link")
          .attr("rel", "alternate")
          .attr("hreflang", language)
          .attr("href", "../" + language + "/" + file);
    }
  }

  private static String name(Document source) {
    return String.valueOf(source.getAttribute("docname"));
  }

  private static Path folder(Document source) {
    return Path.of(String.valueOf(source.getAttribute("docdir", ".")));
  }
}
