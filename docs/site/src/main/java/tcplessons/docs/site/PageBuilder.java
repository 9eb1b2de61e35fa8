package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * Builds single pages as Maven does, with the attributes of its pom, and for the eyes of whoever
 * writes them: what is wrong with a page stands at its top, and the page reloads itself.
 */
final class PageBuilder implements AutoCloseable {

  /** Silenced: what is wrong is told by file and line instead. Held, so that it stays silenced. */
  private static final Logger CONSOLE = Logger.getLogger("asciidoctor");

  private final Asciidoctor asciidoctor;
  private final Map<String, Object> attributes;
  private final List<LogRecord> log = new ArrayList<>();

  /** A page, and what is wrong with it, one {@code file:line: message} each. */
  record Built(String html, List<String> problems) {}

  /**
   * @param module the folder of the pom that builds the site
   * @param output the folder that stands for the site
   */
  PageBuilder(Path module, Path output) throws IOException {
    CONSOLE.setUseParentHandlers(false);
    attributes = attributes(module.toAbsolutePath(), output.toAbsolutePath());
    asciidoctor = Asciidoctor.Factory.create();
    asciidoctor.registerLogHandler(log::add);
  }

  private static Map<String, Object> attributes(Path module, Path output) throws IOException {
    var pom =
        Jsoup.parse(Files.readString(module.resolve("pom.xml")), "", Parser.xmlParser())
            .selectFirst("project > build");
    var attributes = new HashMap<String, Object>();
    for (var attribute :
        pom.select("plugin:has(> artifactId:contains(asciidoctor-maven-plugin)) attributes > *")) {
      var value =
          attribute
              .text()
              .replace("${project.build.directory}/site", output.toString())
              .replace("${project.basedir}", module.toString());
      attributes.put(attribute.tagName(), value);
    }
    return attributes;
  }

  Built build(Path page) {
    log.clear();
    String html;
    try {
      html = asciidoctor.convertFile(page.toFile(), options());
    } catch (RuntimeException e) {
      log.add(new LogRecord(Severity.FATAL, String.valueOf(e.getMessage())));
      html = "";
    }
    var problems =
        log.stream()
            .filter(entry -> entry.getSeverity().compareTo(Severity.INFO) >= 0)
            .map(entry -> say(page, entry))
            .distinct()
            .toList();
    return new Built(forWriters(html, problems), problems);
  }

  private Options options() {
    var set = Attributes.builder().build();
    attributes.forEach(set::setAttribute);
    return Options.builder()
        .safe(SafeMode.UNSAFE)
        .backend("html5")
        .toFile(false)
        .standalone(true)
        .attributes(set)
        .build();
  }

  private static String say(Path page, LogRecord entry) {
    var at = entry.getCursor();
    var place =
        at == null || at.getFile() == null
            ? page.getFileName().toString()
            : Path.of(at.getFile()).getFileName() + ":" + at.getLineNumber();
    return page.getParent().getFileName() + "/" + place + ": " + entry.getMessage();
  }

  private static String forWriters(String html, List<String> problems) {
    var page = html.isEmpty() ? Document.createShell("") : Jsoup.parse(html);
    page.outputSettings().prettyPrint(false);
    page.head().appendElement("script").attr("src", "../reload.js").attr("defer", "");
    if (!problems.isEmpty()) {
      var panel = page.body().prependElement("pre").attr("role", "alert").addClass("problems");
      panel.text(String.join("\n", problems));
      page.head().appendElement("link").attr("rel", "stylesheet").attr("href", "../problems.css");
    }
    return page.outerHtml();
  }

  @Override
  public void close() {
    asciidoctor.close();
  }
}
