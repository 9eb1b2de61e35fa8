package tcplessons.docs.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * The page of a lesson's whole source file, which both languages share.
 *
 * <p>The tagged regions that listings show are marked, and can be linked to by their tags. The
 * lines of the tags are left out but counted, so that every line has its number in the file.
 */
final class SourcePage {

  private static final Pattern CALLOUTS = Pattern.compile("(?m)[ \\t]*//(?: ?<\\d+>)+$");
  private static final Pattern START =
      Pattern.compile("(?m)^[ \\t]*<span[^>]*>// tag::([\\w-]+)\\[]</span>\\n");
  private static final Pattern END =
      Pattern.compile("(?m)^[ \\t]*<span[^>]*>// end::[\\w-]+\\[]</span>\\n?");

  /** The text to highlight. */
  record Source(String text, String language) {}

  /**
   * A section that shows a region of the file.
   *
   * @param section the title of the page again if the region is shown before the first section
   * @param href relative to the site's folder
   */
  record Usage(String language, String page, String section, String href) {}

  private final String path;
  private final Source source;
  private final Set<Usage> usages = new LinkedHashSet<>();
  private Element code;

  SourcePage(String path, String text, String language) {
    this.path = path;
    this.source = new Source(CALLOUTS.matcher(text).replaceAll(""), language);
  }

  void highlight(Function<Source, String> highlighter) {
    var content = Jsoup.parseBodyFragment(highlighter.apply(source)).body();
    new SemanticHtml(Words.in("en")).apply(content);
    code = content.selectFirst("pre");
    var lines = code.selectFirst("code");
    var parts = START.matcher(lines.html()).replaceAll("<span class=\"part\" id=\"$1\">");
    lines.html(END.matcher(parts).replaceAll("</span>"));
  }

  void shownAt(Usage usage) {
    usages.add(usage);
  }

  void writeInto(Path folder) throws IOException {
    var file = folder.resolve(path + ".html");
    Files.createDirectories(file.getParent());
    Files.writeString(file, html().outerHtml());
  }

  private Document html() {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var words = Words.in("en");
    var up = "../".repeat((int) path.chars().filter(c -> c == '/').count() + 1);
    var page = PageTemplate.template();
    PageTemplate.insertTexts(page, words);
    page.select(".menu, .here, a[data-language], .contents, .around").remove();
    page.select("[href^=../]").forEach(link -> relocate(link, "href", up));
    page.select("[src^=../]").forEach(link -> relocate(link, "src", up));
    page.selectFirst(".brand").attr("href", up + "index.html");
    page.selectFirst(".frame").removeClass("frame");
    page.title(name + " · " + words.say("site.name"));
    page.selectFirst("meta[name=description]").attr("content", words.say("source.of", path));
    page.body().addClass("source");
    PageTemplate.labels(page, words);
    page.selectFirst("h1").text(name);
    var text = page.selectFirst(".text");
    text.appendElement("p").addClass("path").appendElement("code").text(path);
    usages(text, up);
    var listing = text.appendElement("div").addClass("listingblock");
    var content = listing.appendElement("div").addClass("content");
    numbers(content.appendElement("div").addClass("lines").attr("aria-hidden", "true"));
    content.appendChild(code.clone());
    return page;
  }

  private static void relocate(Element element, String attribute, String up) {
    element.attr(attribute, up + element.attr(attribute).substring("../".length()));
  }

  private void usages(Element text, String up) {
    var languages = usages.stream().map(Usage::language).distinct().toList();
    for (var language : languages) {
      var words = Words.in(language);
      var label = words.say("source.shown-at");
      var list = text.appendElement("nav").attr("lang", language).attr("aria-label", label);
      list.appendElement("p").addClass("nav-title").text(label);
      var items = list.appendElement("ul");
      for (var usage : usages) {
        if (usage.language().equals(language)) {
          var item = items.appendElement("li");
          item.appendElement("a").attr("href", up + usage.href()).html(usage.section());
          item.appendText(" ").appendElement("small").html(usage.page());
        }
      }
    }
  }

  /** Each number is the anchor of its line, and a link to it for those who want to send it. */
  private void numbers(Element column) {
    var lines = source.text().lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (!TaggedRegion.isTag(lines.get(at))) {
        var id = "L" + (at + 1);
        var link = column.appendElement("a").id(id).attr("href", "#" + id).attr("tabindex", "-1");
        link.text(String.valueOf(at + 1));
        column.appendText("\n");
      }
    }
  }
}
