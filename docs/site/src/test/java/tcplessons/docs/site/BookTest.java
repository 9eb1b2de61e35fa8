package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

class BookTest {

  private static final List<String> LANGUAGES = BuiltSite.LANGUAGES;

  /** Enough for a cover, contents, links between chapters and a figure; all pages take a minute. */
  private static final List<String> SMALL = List.of("index", "setup");

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("LANGUAGES")
  void the_book_has_every_page_in_reading_order_with_its_figures_and_links(String language)
      throws Exception {
    var book = book(BuiltSite.folder().resolve(language));

    assertThat(book.select("article").eachAttr("class"))
        .containsExactlyElementsOf(pages().stream().map(page -> "page-" + page).toList());
    for (var page : List.of("index", "lesson-01")) {
      var built =
          BuiltSite.read(language + "/" + page + ".html").select(".run .payload").eachText();
      assertThat(book.select(".page-" + page + " .run .payload").eachText())
          .isNotEmpty()
          .isEqualTo(built);
    }
    var ids = book.select("[id]:not(#preamble)").eachAttr("id");
    assertThat(ids).doesNotHaveDuplicates();
    var targets = new HashSet<>(ids);
    assertThat(book.select("a[href]").eachAttr("href"))
        .hasSizeGreaterThan(100)
        .allMatch(href ->
            href.startsWith("#")
                ? targets.contains(href.substring(1))
                : href.matches("https://.*|http://localhost:.*"));
  }

  @Test
  void a_link_without_a_target_stops_the_build_and_names_its_page() throws Exception {
    var site = smallSite("en");
    var setup = site.resolve("en/setup.html");
    var html = Files.readString(setup);
    Files.writeString(
        setup, html.replaceFirst("anchor\" href=\"#tests\"", "anchor\" href=\"index.html#gone\""));

    assertThatThrownBy(() -> BookDocument.of(site.resolve("en")))
        .isInstanceOf(BookCommand.BookException.class)
        .hasMessageContaining("setup.html: \"The tests\" to #index_gone");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void a_printed_book_has_a_cover_right_page_numbers_bookmarks_and_its_figures() throws Exception {
    assumeTrue(InstalledBrowser.find().isPresent(), InstalledBrowser.NONE);

    try (var pdf = print(smallSite("ko"))) {
      var texts = texts(pdf);
      assertThat(texts.getFirst()).contains(text("ko", ".brand span"), text("ko", "main h1"));
      assertThat(texts.getFirst().strip()).doesNotEndWith("1");
      assertThat(texts.get(1)).startsWith(text("ko", ".menu", "aria-label"));

      var book = book(folder.resolve("site/ko"));
      var contents = book.select(".book-contents a");
      assertThat(contents).hasSizeGreaterThan(SMALL.size());
      for (var entry : contents) {
        var heading = entry.child(0).text();
        var number = numberInContents(texts, heading);
        assertThat(withoutSpaces(texts.get(number - 1)))
            .as("page %d has the heading %s", number, heading)
            .contains(withoutSpaces(heading));
        assertThat(texts.get(number - 1).strip()).endsWith(String.valueOf(number));
      }

      var whole = withoutSpaces(String.join("", texts));
      var payloads = book.select("figure.run .payload");
      assertThat(payloads).isNotEmpty();
      for (var payload : payloads) {
        assertThat(whole).contains(withoutSpaces(payload.text()));
      }
      assertThat(bookmarks(pdf)).containsAll(book.select("article h1").eachText());
      assertThat(deadLinks(pdf)).isEmpty();
    }
  }

  private static org.jsoup.nodes.Document book(Path language) throws Exception {
    return Jsoup.parse(BookDocument.of(language).html());
  }

  private static List<String> pages() throws IOException {
    return Files.readAllLines(Path.of("src/docs/asciidoc/pages.txt")).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static String text(String language, String selector) {
    return BuiltSite.read(language + "/index.html").select(selector).first().text();
  }

  private static String text(String language, String selector, String attribute) {
    return BuiltSite.read(language + "/index.html").select(selector).first().attr(attribute);
  }

  /** The built site with {@link #SMALL} only: no navigation or link leads to another page. */
  private Path smallSite(String language) throws IOException {
    var site = folder.resolve("site");
    Files.createDirectories(site.resolve("assets"));
    Files.createDirectories(site.resolve(language));
    for (var sheet : List.of("assets/site.css", "assets/run.css")) {
      Files.copy(BuiltSite.folder().resolve(sheet), site.resolve(sheet));
    }
    for (var name : SMALL) {
      var page = BuiltSite.read(language + "/" + name + ".html");
      page.outputSettings().prettyPrint(false);
      page.select("a[href]").stream()
          .filter(link -> !isInSmall(link))
          .forEach(link -> {
            var isInList = link.parent().parent().parent().hasClass("pages");
            if (isInList) {
              link.remove();
            } else {
              link.unwrap();
            }
          });
      Files.writeString(site.resolve(language).resolve(name + ".html"), page.outerHtml());
    }
    return site;
  }

  private static boolean isInSmall(Element link) {
    var href = link.attr("href");
    return !href.matches("[\\w-]+\\.html.*") || SMALL.contains(href.replaceFirst("\\.html.*", ""));
  }

  private PDDocument print(Path site) throws IOException {
    var output = folder.resolve("book");
    var said = new ByteArrayOutputStream();
    var err = new PrintStream(said, true, StandardCharsets.UTF_8);
    var exit =
        new CommandLine(new BookCommand(err)).execute("--site=" + site, "--output=" + output);
    assertThat(exit).as(said.toString(StandardCharsets.UTF_8)).isZero();
    return Loader.loadPDF(output.resolve("tcp-lessons-ko.pdf").toFile());
  }

  private static List<String> texts(PDDocument pdf) throws IOException {
    var texts = new ArrayList<String>();
    for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
      var stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      texts.add(stripper.getText(pdf));
    }
    return texts;
  }

  private static int numberInContents(List<String> texts, String heading) {
    return texts
        .get(1)
        .lines()
        .map(BookTest::withoutSpaces)
        .filter(line -> line.matches("\\Q" + withoutSpaces(heading) + "\\E\\d+"))
        .mapToInt(line -> Integer.parseInt(line.substring(withoutSpaces(heading).length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError(heading + " is not in " + texts.get(1)));
  }

  /** A PDF has glyphs at places; where a space was between them is a guess. */
  private static String withoutSpaces(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static List<String> bookmarks(PDDocument pdf) {
    var items = pdf.getDocumentCatalog().getDocumentOutline().children();
    return StreamSupport.stream(items.spliterator(), false)
        .flatMap(item -> StreamSupport.stream(withChildren(item).spliterator(), false))
        .toList();
  }

  private static List<String> withChildren(PDOutlineItem item) {
    var titles = new ArrayList<>(List.of(item.getTitle()));
    item.children().forEach(child -> titles.addAll(withChildren(child)));
    return titles;
  }

  /** The named destinations that links lead to and the PDF does not have. */
  private static List<String> deadLinks(PDDocument pdf) throws IOException {
    var destinations =
        pdf.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.DESTS).keySet();
    var dead = new ArrayList<String>();
    var links = 0;
    for (var page : pdf.getPages()) {
      for (var annotation : page.getAnnotations()) {
        var target = annotation.getCOSObject().getDictionaryObject(COSName.DEST);
        if (target instanceof COSName name) {
          links++;
          if (!destinations.contains(name)) {
            dead.add(name.getName());
          }
        }
      }
    }
    assertThat(links).isPositive();
    return dead;
  }
}
