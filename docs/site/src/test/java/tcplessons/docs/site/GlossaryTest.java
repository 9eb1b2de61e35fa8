package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter.FilterResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A term's link leads to where the lessons use it, and in English to where they use it first. */
class GlossaryTest {

  /** Lists of steps and quotations name things, and do not explain them. */
  private static final Pattern NO_USE = Pattern.compile("what-you-will-see|original.*");

  private static final int LESSONS = 6;

  /**
   * A term of the glossary.
   *
   * @param names each of which will do, of the page's own language
   * @param place page and section of the last link, such as {@code lesson-01.html#listen}
   */
  private record Term(List<String> names, String place) {

    boolean isIn(String text) {
      return names.stream().anyMatch(name -> pattern(name).matcher(text).find());
    }

    /** A whole word, in the plural too; what is written in capitals is found in capitals only. */
    private static Pattern pattern(String name) {
      var flags = name.equals(name.toLowerCase()) ? Pattern.CASE_INSENSITIVE : 0;
      return Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "s?(?![a-zA-Z-])", flags);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_term_is_used_where_its_link_leads(String language) {
    var sections = sections(language, true);
    assertThat(terms(language))
        .isNotEmpty()
        .filteredOn(term -> !term.isIn(sections.getOrDefault(term.place(), "")))
        .isEmpty();
  }

  @Test
  void no_section_before_uses_the_term() {
    var prose = sections("en", false);
    var tooLate =
        terms("en").stream()
            .map(term ->
                prose.entrySet().stream()
                    .filter(section -> term.isIn(section.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .filter(first -> before(prose, first, term.place()))
                    .map(first -> term + " is used before, in " + first))
            .flatMap(Optional::stream);
    assertThat(tooLate).isEmpty();
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
  void a_term_has_an_address_of_its_own(String language) {
    assertThat(Site.read(language + "/glossary.html").select("main dt"))
        .allSatisfy(term -> assertThat(term.select("a[id]")).as(term.text()).hasSize(1));
  }

  private static Stream<List<String>> entries(String language) {
    return Site.read(language + "/glossary.html").select("main dt").stream()
        .map(term ->
            Stream.concat(
                    Stream.of(term.selectFirst("a[id]").id()),
                    term.nextElementSibling().select("a").eachAttr("href").stream())
                .toList());
  }

  private static List<Term> terms(String language) {
    return Site.read(language + "/glossary.html").select("main dt").stream()
        .map(term -> {
          var own = term.clone();
          own.select(".other").remove();
          var place = term.nextElementSibling().select("a").last().attr("href");
          return new Term(List.of(own.text().split(", ")), place);
        })
        .toList();
  }

  /** The text of each section without that of the sections inside it, by its address. */
  private static Map<String, String> sections(String language, boolean withRuns) {
    var sections = new LinkedHashMap<String, String>();
    for (var page :
        IntStream.rangeClosed(1, LESSONS).mapToObj("lesson-%02d.html"::formatted).toList()) {
      var text = Site.read(language + "/" + page).selectFirst("main .text");
      if (!withRuns) {
        text.select(".run, .terminal, pre, .listingblock > .title").remove();
      }
      sections.put(page, own(text));
      text.select("section").stream()
          .filter(section -> withRuns || !NO_USE.matcher(id(section)).matches())
          .forEach(section -> sections.put(page + "#" + id(section), own(section)));
    }
    return sections;
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
