package tcplessons.docs.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * A file of a lesson in full, on a page that both languages share.
 *
 * <p>The parts that listings show are marked and can be linked to by their tags. The lines of the
 * tags themselves are left out, and counted: a line's number is that in the file.
 */
final class SourcePage {

  private static final Pattern CALLOUTS = Pattern.compile("(?m)[ \\t]*//(?: ?<\\d+>)+$");
  private static final Pattern START =
      Pattern.compile("(?m)^[ \\t]*<span[^>]*>// tag::([\\w-]+)\\[]</span>\\n");
  private static final Pattern END =
      Pattern.compile("(?m)^[ \\t]*<span[^>]*>// end::[\\w-]+\\[]</span>\\n?");

  /** What is to be highlighted. */
  record Source(String text, String language) {}

  /**
   * Where a part is shown.
   *
   * @param section of the page, or its title again if the part is shown before all sections
   * @param href seen from the site's folder
   */
  record Place(String language, String page, String section, String href) {}

  private final String path;
  private final Source source;
  private final Set<Place> places = new LinkedHashSet<>();
  private Element code;

  SourcePage(String path, String text, String language) {
    this.path = path;
    this.source = new Source(CALLOUTS.matcher(text).replaceAll(""), language);
  }

  void highlight(Function<Source, String> highlighter) {
    var content = Jsoup.parseBodyFragment(highlighter.apply(source)).body();
    new Reshape(Words.in("en")).apply(content);
    code = content.selectFirst("pre");
    var lines = code.selectFirst("code");
    var parts = START.matcher(lines.html()).replaceAll("<span class=\"part\" id=\"$1\">");
    lines.html(END.matcher(parts).replaceAll("</span>"));
  }

  void shownAt(Place place) {
    places.add(place);
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
    var shell = PageShell.template();
    PageShell.speak(shell, words);
    shell.select(".menu, .tools, .contents, .finder, .around, script[src$=search.js]").remove();
    shell.select("[href^=../]").forEach(link -> relocate(link, "href", up));
    shell.select("[src^=../]").forEach(link -> relocate(link, "src", up));
    shell.selectFirst(".brand").attr("href", up + "index.html");
    shell.selectFirst(".frame").removeClass("frame");
    shell.title(name + " · " + words.say("site.name"));
    shell.selectFirst("meta[name=description]").attr("content", words.say("source.of", path));
    shell.body().addClass("source");
    PageShell.labels(shell, words);
    shell.selectFirst("h1").text(name);
    var text = shell.selectFirst(".text");
    text.appendElement("p").addClass("path").appendElement("code").text(path);
    places(text, up);
    var listing = text.appendElement("div").addClass("listingblock");
    var content = listing.appendElement("div").addClass("content");
    content.appendElement("div").addClass("lines").attr("aria-hidden", "true").text(numbers());
    content.appendChild(code.clone());
    return shell;
  }

  private static void relocate(Element element, String attribute, String up) {
    element.attr(attribute, up + element.attr(attribute).substring("../".length()));
  }

  private void places(Element text, String up) {
    var languages = places.stream().map(Place::language).distinct().toList();
    for (var language : languages) {
      var words = Words.in(language);
      var label = words.say("source.shown-at");
      var list = text.appendElement("nav").attr("lang", language).attr("aria-label", label);
      list.appendElement("p").addClass("nav-title").text(label);
      var items = list.appendElement("ul");
      for (var place : places) {
        if (place.language().equals(language)) {
          var item = items.appendElement("li");
          item.appendElement("a").attr("href", up + place.href()).html(place.section());
          item.appendText(" ").appendElement("small").html(place.page());
        }
      }
    }
  }

  private String numbers() {
    var lines = source.text().lines().toList();
    return IntStream.range(0, lines.size())
        .filter(at -> !Included.isTag(lines.get(at)))
        .mapToObj(at -> String.valueOf(at + 1))
        .collect(Collectors.joining("\n"));
  }
}
