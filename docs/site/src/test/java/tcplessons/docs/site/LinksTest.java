package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class LinksTest {

  /** The hosts of specifications, manuals and documentation that pages link to. */
  private static final Set<String> DOCUMENTATION =
      Set.of(
          "www.rfc-editor.org",
          "man7.org",
          "docs.aws.amazon.com",
          "docs.kernel.org",
          "docs.oracle.com",
          "openjdk.org",
          "nodejs.org",
          "adoptium.net",
          "github.com", // reports of what others have observed
          "kafka.apache.org",
          "learn.microsoft.com",
          "maven.apache.org",
          "netty.io",
          "picocli.info",
          "wsl.dev",
          "www.unicode.org",
          "www.wireshark.org");

  private static final Pattern CSS_URL =
      Pattern.compile("(?:url\\(\\s*['\"]?|@import\\s+['\"])([^'\")]+)");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("file:/|/home/\\w|/Users/\\w|[A-Z]:\\\\Users");

  private final Map<String, Document> pages =
      BuiltSite.documents().stream().collect(Collectors.toMap(page -> page, BuiltSite::read));

  @Test
  void there_are_pages_in_both_languages() {
    assertThat(BuiltSite.LANGUAGES)
        .allSatisfy(language -> assertThat(BuiltSite.pages(language)).isNotEmpty());
    assertThat(BuiltSite.pages()).contains("index.html", "en/index.html", "ko/index.html");
  }

  /** The build itself checks the links in the text of the pages, with file and line. */
  @Test
  void every_link_around_the_text_of_a_page_and_in_a_source_has_a_target() {
    assertThat(BuiltSite.documents())
        .flatMap(page ->
            pages.get(page).select("[href], [src]").stream()
                .filter(element -> page.startsWith("source/") || !isInText(element))
                .flatMap(element -> problem(page, element).stream())
                .toList())
        .isEmpty();
  }

  @Test
  void links_to_other_hosts_lead_to_documentation() {
    assertThat(pages.values())
        .flatMap(page -> page.select("a[href*=:]").eachAttr("href"))
        .isNotEmpty()
        .map(URI::create)
        .allMatch(uri ->
            "https".equals(uri.getScheme()) && DOCUMENTATION.contains(uri.getHost())
                || "localhost".equals(uri.getHost()));
  }

  @Test
  void style_sheets_load_only_files_of_the_site() {
    assertThat(BuiltSite.files())
        .filteredOn(file -> file.endsWith(".css"))
        .isNotEmpty()
        .flatMap(file ->
            CSS_URL
                .matcher(text(file))
                .results()
                .map(match -> match.group(1))
                .filter(url -> !url.startsWith("data:") && !url.startsWith("#"))
                .flatMap(url -> missing(file, URI.create(url)).stream())
                .toList())
        .isEmpty();
  }

  @Test
  void both_languages_have_the_same_pages_with_the_same_sections() {
    assertThat(names("ko")).isEqualTo(names("en"));
    assertThat(names("en"))
        .allSatisfy(name ->
            assertThat(BuiltSite.sections("ko/" + name))
                .containsExactlyElementsOf(BuiltSite.sections("en/" + name).toList()));
  }

  @Test
  void every_page_links_to_its_translation_and_has_its_language() {
    for (var language : BuiltSite.LANGUAGES) {
      var other = language.equals("en") ? "ko" : "en";
      for (var page : BuiltSite.pages(language)) {
        var html = pages.get(page);
        assertThat(html.select("html").attr("lang")).as(page).isEqualTo(language);
        assertThat(html.select("body a[hreflang=" + other + "]").eachAttr("href"))
            .as(page)
            .containsExactly("../" + other + page.substring(language.length()));
      }
    }
  }

  @Test
  void every_page_can_be_reached_from_the_front_page() {
    var reached = new ArrayList<>(List.of("index.html"));
    for (var at = 0; at < reached.size(); at++) {
      var page = reached.get(at);
      pages.get(page).select("a[href]").stream()
          .map(link -> URI.create(link.attr("href")))
          .filter(uri -> !uri.isAbsolute() && !uri.getPath().isEmpty())
          .map(uri -> URI.create(page).resolve(uri).getPath())
          .filter(path -> pages.containsKey(path) && !reached.contains(path))
          .forEach(reached::add);
    }
    assertThat(reached).containsExactlyInAnyOrderElementsOf(BuiltSite.documents());
  }

  @Test
  void no_file_contains_a_path_of_the_machine_that_built_it() {
    var root = BuiltSite.folder().getParent().getParent().getParent().getParent().toString();
    assertThat(BuiltSite.files())
        .allSatisfy(file -> {
          var text = text(file);
          assertThat(text.contains(root)).as("%s contains %s", file, root).isFalse();
          if (!file.endsWith(".pcapng")) {
            assertThat(MACHINE_PATH.matcher(text).results().map(match -> match.group()))
                .as(file)
                .isEmpty();
          }
        });
  }

  private static List<String> names(String language) {
    return BuiltSite.pages(language).stream()
        .map(page -> page.substring(language.length() + 1))
        .toList();
  }

  private static boolean isInText(Element element) {
    return element.closest("main .text") != null;
  }

  private Optional<String> problem(String page, Element element) {
    var target = URI.create(element.attr(element.hasAttr("href") ? "href" : "src"));
    return target.isAbsolute() || target.getAuthority() != null
        ? Optional.of("%s: <%s> to %s".formatted(page, element.normalName(), target))
        : missing(page, target);
  }

  private Optional<String> missing(String file, URI target) {
    var path = target.getPath().isEmpty() ? file : URI.create(file).resolve(target).getPath();
    if (!Files.isRegularFile(BuiltSite.folder().resolve(path))) {
      return Optional.of("%s: no file for %s".formatted(file, target));
    }
    var anchor = target.getFragment();
    return anchor == null || pages.get(path).getElementById(anchor) != null
        ? Optional.empty()
        : Optional.of("%s: no anchor for %s".formatted(file, target));
  }

  private static String text(String file) {
    try {
      return Files.readString(BuiltSite.folder().resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }
}
