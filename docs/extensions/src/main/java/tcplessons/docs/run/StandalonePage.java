package tcplessons.docs.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tcplessons.docs.Words;

/**
 * A page with figures that needs no other file: style sheets, scripts and the font are inside.
 *
 * <p>Text from the network is escaped by jsoup. Should that fail, the policy of the page still
 * allows no script but its own, which it names by their hashes, and no request to any host.
 */
public final class StandalonePage {

  private static final String FONT = "fonts/latin.woff2";

  private final Document page = Document.createShell("");
  private final Words words;
  private final Path assets;
  private final Element text;

  /**
   * @param assets the folder of the theme
   * @param css what the page needs besides the style sheets of the theme
   */
  public StandalonePage(Words words, Path assets, String title, String css) throws IOException {
    this.words = words;
    this.assets = assets;
    page.outputSettings().prettyPrint(false);
    page.selectFirst("html").attr("lang", words.language());
    page.head().appendElement("meta").attr("charset", "utf-8");
    meta("viewport", "width=device-width, initial-scale=1");
    meta("color-scheme", "light dark");
    page.title(title);
    style(withFont(Files.readString(assets.resolve("site.css"))));
    style(Files.readString(assets.resolve("run.css")));
    style(css);
    page.body().addClass("page-see");
    var main = page.body().appendElement("main").id("site-text");
    main.appendElement("header").addClass("opening").appendElement("h1").text(title);
    text = main.appendElement("div").addClass("text");
  }

  /** The part of the page that figures and texts are added to. */
  public Element text() {
    return text;
  }

  /**
   * The complete page.
   *
   * @param connect where its scripts may connect to, as a source of a Content-Security-Policy
   * @param scripts what runs after the script of the figures
   */
  public String html(String connect, String... scripts) throws IOException {
    new Legend(words).applyTo(text);
    text.append(Arrow.shapes());
    text.appendChild(new RunTools(words).template());
    var policy = new StringBuilder("default-src 'none'; style-src 'unsafe-inline'; font-src data:");
    policy.append("; connect-src ").append(connect).append("; script-src");
    var all = Stream.of(Stream.of(Files.readString(assets.resolve("run.js"))), Stream.of(scripts));
    for (var script : all.flatMap(Function.identity()).toList()) {
      page.body().appendElement("script").appendChild(new DataNode(script));
      policy.append(" 'sha256-").append(sha256(script)).append('\'');
    }
    page.head()
        .prependElement("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr("content", policy.toString());
    page.charset(UTF_8);
    return "<!DOCTYPE html>\n" + page.outerHtml();
  }

  private void style(String css) {
    page.head().appendElement("style").appendChild(new DataNode(css));
  }

  private void meta(String name, String content) {
    page.head().appendElement("meta").attr("name", name).attr("content", content);
  }

  /** The Latin font is inside; for Hangul, which is larger, the system's font has to do. */
  private String withFont(String css) throws IOException {
    var font = Base64.getEncoder().encodeToString(Files.readAllBytes(assets.resolve(FONT)));
    return css.replace(FONT, "data:font/woff2;base64," + font)
        .replace("font-display: optional", "font-display: block")
        .replaceAll("(?s)@font-face \\{[^}]*hangul[^}]*}", "");
  }

  private static String sha256(String script) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
