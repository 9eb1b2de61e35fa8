package tcplessons.docs.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.asciidoctor.ast.Document;
import org.asciidoctor.extension.Postprocessor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;
import tcplessons.docs.run.Arrow;

/**
 * Takes the text out of Asciidoctor's page and puts it into our own, {@code page.html}: landmarks,
 * navigation, languages. Nothing of Asciidoctor's page around the text is kept.
 */
public final class PageShell extends Postprocessor {

  private static final String TEMPLATE = "page.html";

  @Override
  public String process(Document source, String output) {
    if (!source.isBasebackend("html")) {
      return output;
    }
    var written = Jsoup.parse(output);
    written.outputSettings().prettyPrint(false);
    var content = written.getElementById("content");
    if (content == null) {
      return output;
    }
    var words = Words.of(source);
    var shell = template();
    speak(shell, words);
    new Reshape(words).apply(content);
    head(shell, source, words);
    text(shell, source, written, content);
    navigation(shell, source, words);
    languages(shell, source, words);
    return shell.outerHtml();
  }

  static org.jsoup.nodes.Document template() {
    try (var in = PageShell.class.getResourceAsStream("/tcplessons/docs/" + TEMPLATE)) {
      var html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var shell = Jsoup.parse(html);
      shell.outputSettings().prettyPrint(false);
      return shell;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fills in the words that the template asks for by {@code data-say} and {@code data-label}. */
  static void speak(Element shell, Words words) {
    take(shell, "data-say", at -> at.element().text(words.say(at.value())));
    take(shell, "data-label", at -> at.element().attr("aria-label", words.say(at.value())));
    take(shell, "data-tip", at -> at.element().attr("title", words.say(at.value())));
    take(shell, "data-hint", at -> at.element().attr("placeholder", words.say(at.value())));
  }

  private record Asked(Element element, String value) {}

  private static void take(Element shell, String attribute, Consumer<Asked> fill) {
    for (var element : shell.select("[" + attribute + "]")) {
      fill.accept(new Asked(element, element.attr(attribute)));
      element.removeAttr(attribute);
    }
  }

  private static void head(org.jsoup.nodes.Document shell, Document source, Words words) {
    var title = Jsoup.parseBodyFragment(String.valueOf(source.getDoctitle())).text();
    shell.selectFirst("html").attr("lang", words.language());
    shell.title(title + " · " + words.say("site.name"));
    var description = source.getAttribute("description");
    if (description != null) {
      shell
          .selectFirst("meta[name=description]")
          .attr("content", Jsoup.parseBodyFragment(description.toString()).text());
    } else {
      shell.selectFirst("meta[name=description]").remove();
    }
    shell.body().addClass("page-" + name(source));
    labels(shell, words);
    shell
        .getElementById("site-search")
        .attr("data-some", words.say("search.some"))
        .attr("data-none", words.say("search.none"))
        .attr("data-broken", words.say("search.broken"));
  }

  /** What the script says on the buttons that it makes. */
  static void labels(org.jsoup.nodes.Document shell, Words words) {
    shell.body().attr("data-copy", words.say("site.copy"));
    shell.body().attr("data-copied", words.say("site.copied"));
    shell.body().attr("data-link-copied", words.say("site.link-copied"));
  }

  private static void text(
      Element shell, Document source, org.jsoup.nodes.Document written, Element content) {
    shell.selectFirst("main h1").html(String.valueOf(source.getDoctitle()));
    var main = shell.selectFirst("main .text");
    content.childNodesCopy().forEach(main::appendChild);
    var footnotes = written.getElementById("footnotes");
    if (footnotes != null) {
      main.appendChild(footnotes.clone());
    }
    if (main.selectFirst(".run .arrow") != null) {
      main.append(Arrow.shapes());
    }
  }

  private static void navigation(Element shell, Document source, Words words) {
    var here = name(source);
    var pages = Pages.of(folder(source));
    var list = shell.selectFirst(".pages ol");
    for (var page : pages.all()) {
      var link =
          list.appendElement("li").appendElement("a").attr("href", page.href()).text(page.title());
      if (page.name().equals(here)) {
        link.attr("aria-current", "page");
      }
    }
    sections(shell);
    var around = shell.selectFirst(".around");
    pages.before(here).ifPresent(page -> neighbour(around, page, "prev", words));
    pages.after(here).ifPresent(page -> neighbour(around, page, "next", words));
    if (around.childrenSize() == 0) {
      around.remove();
    }
  }

  private static void sections(Element shell) {
    var list = shell.selectFirst(".sections ol");
    for (var heading : shell.select("main .text section > h2[id]")) {
      var title = heading.clone();
      title.select("a").unwrap();
      list.appendElement("li")
          .appendElement("a")
          .attr("href", "#" + heading.id())
          .html(title.html());
    }
    if (list.childrenSize() == 0) {
      shell.selectFirst(".sections").remove();
    }
  }

  private static void neighbour(Element around, Pages.Page page, String rel, Words words) {
    var link = around.appendElement("a").attr("rel", rel).attr("href", page.href());
    link.appendElement("small").text(words.say(rel.equals("prev") ? "site.previous" : "site.next"));
    link.appendText(" ").appendElement("span").text(page.title());
  }

  private static void languages(Element shell, Document source, Words words) {
    var page = name(source) + ".html";
    var other = Words.in(words.language().equals("ko") ? "en" : "ko");
    shell
        .selectFirst("a[data-language]")
        .attr("href", "../" + other.language() + "/" + page)
        .attr("lang", other.language())
        .attr("hreflang", other.language())
        .text(other.say("language.name"));
    var head = shell.selectFirst("head");
    for (var language : new String[] {"en", "ko"}) {
      head.appendElement("link")
          .attr("rel", "alternate")
          .attr("hreflang", language)
          .attr("href", "../" + language + "/" + page);
    }
  }

  private static String name(Document source) {
    return String.valueOf(source.getAttribute("docname"));
  }

  private static Path folder(Document source) {
    return Path.of(String.valueOf(source.getAttribute("docdir", ".")));
  }
}
