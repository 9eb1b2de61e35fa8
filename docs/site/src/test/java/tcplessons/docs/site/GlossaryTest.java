package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter.FilterResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link of a term leads to a section that uses it; in English to the first that does. */
class GlossaryTest {

  /** Sections that name terms without explaining them: lists, commands and quotations. */
  private static final Pattern NOT_EXPLAINING =
      Pattern.compile("what-you-will-see|run-it|moved|original.*");

  /**
   * A term of the glossary.
   *
   * @param id the anchor of its entry
   * @param names in the language of the page, any of which may be used
   * @param place page and section of the last link, such as {@code lesson-01.html#listen}
   */
  private record Term(String id, List<String> names, String place) {

    boolean isIn(String text) {
      return names.stream().anyMatch(name -> pattern(name).matcher(text).find());
    }

    /** A whole word, also in the plural; upper case matches upper case only. */
    private static Pattern pattern(String name) {
      var flags = name.equals(name.toLowerCase(Locale.ROOT)) ? Pattern.CASE_INSENSITIVE : 0;
      return Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "s?(?![a-zA-Z-])", flags);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_term_is_used_where_its_link_leads(String language) throws IOException {
    var sections = sections(language, true);
    assertThat(terms(language))
        .isNotEmpty()
        .filteredOn(term -> !term.isIn(sections.getOrDefault(term.place(), "")))
        .isEmpty();
  }

  @Test
  void no_section_before_uses_the_term() throws IOException {
    var prose = sections("en", false);
    var usedBefore =
        terms("en").stream()
            .map(term ->
                prose.entrySet().stream()
                    .filter(section -> term.isIn(section.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .filter(first -> before(prose, first, term.place()))
                    .map(first -> term + " is used before, in " + first))
            .flatMap(Optional::stream);
    assertThat(usedBefore).isEmpty();
  }

  private static boolean before(Map<String, String> sections, String first, String other) {
    return sections.keySet().stream()
        .takeWhile(place -> !place.equals(other))
        .anyMatch(first::equals);
  }

  @Test
  void both_languages_have_the_same_terms_with_the_same_links() {
    assertThat(entries("ko")).containsExactlyElementsOf(entries("en").toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_term_has_an_anchor(String language) {
    assertThat(BuiltSite.read(language + "/glossary.html").select("main dt"))
        .allSatisfy(term -> assertThat(term.select("a[id]")).as(term.text()).hasSize(1));
  }

  private static Stream<List<String>> entries(String language) {
    return BuiltSite.read(language + "/glossary.html").select("main dt").stream()
        .map(term ->
            Stream.concat(
                    Stream.of(term.selectFirst("a[id]").id()),
                    term.nextElementSibling().select("a").eachAttr("href").stream())
                .toList());
  }

  private static List<Term> terms(String language) {
    return BuiltSite.read(language + "/glossary.html").select("main dt").stream()
        .map(term -> {
          var own = term.clone();
          own.select(".other").remove();
          var place = term.nextElementSibling().select("a").last().attr("href");
          return new Term(own.selectFirst("a[id]").id(), List.of(own.text().split(", ")), place);
        })
        .toList();
  }

  /** The text of each section without that of the sections inside it, by its address. */
  private static Map<String, String> sections(String language, boolean withRuns)
      throws IOException {
    var sections = new LinkedHashMap<String, String>();
    for (var page : lessonPages()) {
      var text = BuiltSite.read(language + "/" + page).selectFirst("main .text");
      if (!withRuns) {
        text.select(".goals, .run, .legend, template, .terminal, pre").remove();
        text.select(".listingblock > .title").remove();
      }
      sections.put(page, own(text));
      text.select("section").stream()
          .filter(section -> withRuns || !NOT_EXPLAINING.matcher(id(section)).matches())
          .forEach(section -> sections.put(page + "#" + id(section), own(section)));
    }
    return sections;
  }

  private static List<String> lessonPages() throws IOException {
    return Files.readAllLines(Path.of("src/docs/asciidoc/pages.txt")).stream()
        .filter(page -> page.startsWith("lesson-"))
        .map(page -> page + ".html")
        .toList();
  }

  private static String id(Element section) {
    return section.attr("aria-labelledby");
  }

  private static String own(Element section) {
    var own = section.clone();
    own.filter((node, depth) ->
        depth > 0 && node.normalName().equals("section")
            ? FilterResult.REMOVE
            : FilterResult.CONTINUE);
    return own.text();
  }
}
