package tcplessons.docs.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built site, published below a folder of lesson 04's file server. */
class PublicationTest {

  private static final String REPOSITORY = "https://code.example/someone/tcp";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path root;
  private static Path site;
  private static String url;
  private static FileServerProcess server;

  @BeforeAll
  static void publish() throws IOException {
    server = FileServerProcess.start(root);
    url = "http://localhost:" + server.port() + "/some/folder/";
    site = root.resolve("some/folder");
    for (var file : BuiltSite.files()) {
      var target = site.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(BuiltSite.folder().resolve(file), target, REPLACE_EXISTING);
    }
    var paths = new SitePaths(Path.of(""), site);
    for (var language : BuiltSite.LANGUAGES) {
      Files.writeString(site.resolve("tcp-lessons-" + language + ".pdf"), "a book");
    }
    new Publication(url, REPOSITORY + "/", "1.0", true).complete(paths, paths.pages().all());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void every_link_of_every_page_leads_to_a_file_that_is_served() throws Exception {
    var targets = new TreeSet<URI>();
    for (var page : BuiltSite.pages()) {
      for (var element : read(page).select("[href], [src]")) {
        var target = element.hasAttr("href") ? element.attr("href") : element.attr("src");
        var resolved = URI.create(url + page).resolve(target);
        if (resolved.toString().startsWith(url)) {
          targets.add(URI.create(resolved.toString().replaceFirst("#.*", "")));
        }
      }
    }
    assertThat(targets).hasSizeGreaterThan(100);
    for (var target : targets) {
      assertThat(get(target).statusCode()).as(target.toString()).isEqualTo(200);
    }
  }

  @Test
  void a_page_names_its_own_address_and_those_of_its_translations() throws IOException {
    var page = read("ko/setup.html");
    assertThat(page.select("link[rel=canonical]").eachAttr("href"))
        .containsExactly(url + "ko/setup.html");
    assertThat(page.select("link[rel=alternate]"))
        .extracting(link -> link.attr("hreflang") + " " + link.attr("href"))
        .containsExactly(
            "en " + url + "en/setup.html",
            "ko " + url + "ko/setup.html",
            "x-default " + url + "en/setup.html");
  }

  @Test
  void a_link_preview_gets_the_title_the_text_and_a_picture_of_the_page() throws IOException {
    var page = read("en/setup.html");
    assertThat(property(page, "og:title")).isEqualTo("Setup");
    assertThat(property(page, "og:description")).startsWith("What you need for the lessons");
    assertThat(property(page, "og:url")).isEqualTo(url + "en/setup.html");
    assertThat(property(page, "og:locale")).isEqualTo("en_US");

    assumeTrue(page.selectFirst("meta[property=og:image]") != null, "no font for the pictures");
    var picture = ImageIO.read(site.resolve("assets/cards/en/setup.png").toFile());
    assertThat(property(page, "og:image")).isEqualTo(url + "assets/cards/en/setup.png");
    assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(1200, 630);
  }

  @Test
  void the_footer_leads_to_the_source_of_the_page() throws IOException {
    assertThat(read("ko/setup.html").select(".project a").eachAttr("href"))
        .containsExactly(
            REPOSITORY + "/edit/main/docs/site/src/docs/asciidoc/ko/setup.adoc",
            REPOSITORY,
            url + "tcp-lessons.zip",
            url + "tcp-lessons-ko.pdf",
            REPOSITORY + "/blob/main/LICENSE-TEXT.md",
            REPOSITORY + "/blob/main/CHANGELOG.md");
  }

  @Test
  void without_a_repository_the_footer_has_the_downloads_that_exist() throws IOException {
    var unpublished = new SitePaths(Path.of(""), root.resolve("downloads"));
    var page = unpublished.output().resolve("en/setup.html");
    Files.createDirectories(page.getParent());
    for (var file : List.of("en/setup.html", "index.html")) {
      Files.copy(BuiltSite.folder().resolve(file), unpublished.output().resolve(file));
    }
    var setup = List.of(unpublished.pages().page("en", "setup"));
    new Publication(url, "", "1.0", false).complete(unpublished, setup);
    assertThat(Jsoup.parse(page).select(".project a").eachAttr("href"))
        .containsExactly(url + "tcp-lessons.zip");
  }

  @Test
  void the_page_for_unknown_addresses_works_at_any_depth() throws IOException {
    var page = read("404.html");
    assertThat(page.select("[href], [src]"))
        .isNotEmpty()
        .allMatch(element -> (element.attr("href") + element.attr("src")).startsWith(url));
    assertThat(page.select("script[src$=choose.js]")).isEmpty();
    assertThat(page.select("main a").eachAttr("href"))
        .containsExactly(url + "en/index.html", url + "ko/index.html");
  }

  @Test
  void the_sitemap_lists_every_page() throws IOException {
    var sitemap = Jsoup.parse(site.resolve("sitemap.xml"), "UTF-8", "", Parser.xmlParser());
    var expected =
        BuiltSite.pages().stream().filter(page -> page.matches("(en|ko)/.*")).map(url::concat);
    assertThat(sitemap.select("loc").eachText())
        .containsExactlyInAnyOrderElementsOf(expected.toList());
  }

  @Test
  void the_archive_has_the_pages_and_nothing_that_only_a_host_needs() throws IOException {
    try (var archive = new ZipFile(site.resolve("tcp-lessons.zip").toFile())) {
      var names = archive.stream().map(entry -> entry.getName()).toList();
      assertThat(names)
          .contains("tcp-lessons/index.html", "tcp-lessons/ko/setup.html")
          .noneMatch(
              name -> name.matches(".*(\\.gz|\\.zip|\\.pdf|404\\.html|sitemap\\.xml|/cards/.*)"));
    }
  }

  @Test
  void without_an_address_and_a_repository_pages_stay_as_they_are() throws IOException {
    var before = Files.readString(BuiltSite.folder().resolve("en/setup.html"));
    var copy = root.resolve("unpublished/en/setup.html");
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, before);
    var paths = new SitePaths(Path.of(""), root.resolve("unpublished"));
    new Publication("", "", "1.0", true)
        .complete(paths, List.of(paths.pages().page("en", "setup")));
    assertThat(copy).hasContent(before);
    assertThat(root.resolve("unpublished/404.html")).doesNotExist();
  }

  private static Document read(String page) throws IOException {
    return Jsoup.parse(site.resolve(page));
  }

  private static String property(Document page, String name) {
    return page.select("meta[property=" + name + "]").attr("content");
  }

  private static HttpResponse<Void> get(URI target) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(target).build(), BodyHandlers.discarding());
  }
}
