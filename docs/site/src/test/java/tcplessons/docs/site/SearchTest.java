package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.BrowserSession.Scheme;

/** The search as readers use it, mostly by keyboard. */
class SearchTest extends BrowserTestCase {

  @ParameterizedTest
  @CsvSource({"HTTP, en, half-close", "FILE, en, half-close", "HTTP, ko, 연결", "FILE, ko, 연결"})
  void the_search_works_by_keyboard(Scheme scheme, String language, String words) {
    session.open(scheme, language + "/index.html");
    session.consoleMessages();
    session.type("/");
    eventually().until(() -> dialog().isDisplayed());
    assertThat(input()).isEqualTo(browser.switchTo().activeElement());

    search(words);
    assertThat(results()).hasSizeGreaterThan(3);
    assertThat(selectedIndex()).isEqualTo(0);
    session.type(Keys.ARROW_DOWN);
    session.type(Keys.ARROW_DOWN);
    assertThat(selectedIndex()).isEqualTo(2);
    session.type(Keys.ARROW_UP);
    assertThat(selectedIndex()).isEqualTo(1);

    var target = results().get(1).getDomProperty("href");
    session.type(Keys.ENTER);
    eventually().until(() -> browser.getCurrentUrl().equals(target));
    assertThat(target).contains(language + "/");
    assertThat(dialog().isDisplayed()).isFalse();

    session.type("/");
    eventually().until(() -> dialog().isDisplayed());
    session.type(Keys.ESCAPE);
    eventually().until(() -> !dialog().isDisplayed());
    assertThat(session.consoleMessages()).isEmpty();
  }

  @Test
  void what_it_looks_through_is_loaded_when_it_is_first_opened() {
    session.open(Scheme.HTTP, "en/index.html");
    assertThat(session.script("return typeof tcpLessonsPages")).isEqualTo("undefined");
    session.type("/");
    eventually().until(() -> session.script("return typeof tcpLessonsPages").equals("object"));
  }

  @Test
  void words_are_found_in_the_middle_of_words() {
    open("ko");
    search("셰이크");
    assertThat(texts()).isNotEmpty().allMatch(text -> text.contains("핸드셰이크"));
    open("en");
    search("oTimeou");
    assertThat(texts()).isNotEmpty().allMatch(text -> text.contains("setSoTimeout"));
  }

  /** The queries of readers, in both languages, and where they should arrive. */
  @ParameterizedTest
  @CsvFileSource(resources = "/queries.csv", useHeadersInDisplayName = true)
  void the_first_place_found_is_the_right_one(String language, String query, String place) {
    if (!language.equals(session.find("html").getDomAttribute("lang"))
        || session.all("dialog[open]").isEmpty()) {
      open(language);
    }
    search(query);
    assertThat(hrefs().findFirst()).as(query).contains(place);
  }

  @Test
  void spellings_of_a_state_are_one() {
    open("en");
    search("TIME-WAIT");
    var places = hrefs().toList();
    for (var spelling : List.of("TIME_WAIT", "time wait", "timewait")) {
      search(spelling);
      assertThat(hrefs().findFirst()).as(spelling).contains(places.getFirst());
    }
    assertThat(places.getFirst()).isEqualTo("glossary.html#time-wait");
  }

  @Test
  void korean_particles_make_no_difference() {
    open("ko");
    search("백로그");
    var places = hrefs().toList();
    for (var particle : List.of("가", "를", "는", "로")) {
      search("백로그" + particle);
      assertThat(hrefs()).as(particle).containsExactlyElementsOf(places);
    }
  }

  @Test
  void one_typing_error_is_forgiven_from_five_letters_on() {
    open("en");
    search("backpresure");
    assertThat(hrefs().findFirst()).contains("glossary.html#backpressure");
    search("hndshake");
    assertThat(texts()).anyMatch(text -> text.contains("handshake"));
    search("sinn");
    assertThat(texts()).noneMatch(text -> text.contains("SYN"));
  }

  @Test
  void a_place_has_a_badge_of_its_kind() {
    open("en");
    search("broken pipe");
    assertThat(
            session.texts(
                "return [...document.querySelectorAll('.found i')].map((i) => i.textContent)"))
        .startsWith("error", "term")
        .contains("run");
  }

  @Test
  void all_places_can_be_shown() {
    open("en");
    search("port");
    var shown = results().size();
    var all = Integer.parseInt(status().replaceAll("\\D", ""));
    assertThat(all).isGreaterThan(shown);
    assertThat(session.find(".finder .more").getText()).isEqualTo("Show all " + all);

    session.find(".finder .more").click();

    assertThat(results()).hasSize(all);
    assertThat(selectedIndex()).isEqualTo(shown);
    assertThat(session.find(".finder .more").isDisplayed()).isFalse();
  }

  @Test
  void titles_of_pages_come_before_headings_and_headings_before_text() {
    open("en");
    search("client");
    assertThat(hrefs().findFirst()).contains("lesson-02.html");
    session.find(".finder .more").click();
    @SuppressWarnings("unchecked")
    var hasInTitle =
        (List<Boolean>)
            session.script(
                """
                return [...document.querySelectorAll(".found [role=option] b")]
                  .map((title) => title.querySelector("mark") !== null);
                """);
    assertThat(hasInTitle)
        .startsWith(true)
        .endsWith(false)
        .isSortedAccordingTo((a, b) -> Boolean.compare(b, a));
  }

  @Test
  void words_in_a_row_come_before_the_same_words_apart() {
    open("en");
    search("connection refused");
    assertThat(texts().getFirst()).containsIgnoringCase("connection refused");
  }

  @Test
  void an_error_message_of_a_korean_system_leads_to_its_section() {
    for (var language : BuiltSite.LANGUAGES) {
      open(language);
      search("연결이 거부됨");
      assertThat(hrefs().findFirst()).contains("failures.html#connection-refused");
    }
  }

  @Test
  void all_words_must_be_there_in_any_order_and_in_any_case() {
    open("en");
    search("REFUSED Connection");
    var texts = texts();
    assertThat(texts).isNotEmpty();
    assertThat(marks())
        .anyMatch("refused"::equalsIgnoreCase)
        .anyMatch("connection"::equalsIgnoreCase);
    search("refused connection");
    assertThat(texts()).isEqualTo(texts);
    search("refused pomegranate");
    assertThat(results()).isEmpty();
    assertThat(status()).isEqualTo(dialog().getDomAttribute("data-none"));
  }

  @Test
  void hangul_is_found_in_every_normal_form_and_while_it_is_typed() {
    open("ko");
    search("연결");
    var texts = texts();
    assertThat(texts).isNotEmpty();
    search(Normalizer.normalize("연결", Normalizer.Form.NFD));
    assertThat(texts()).isEqualTo(texts);
    search("연결ㅇ");
    assertThat(texts()).isEqualTo(texts);
  }

  @Test
  void a_result_has_its_page_its_section_and_a_marked_excerpt() {
    open("en");
    search("backlog");
    var result = results().getFirst();
    assertThat(result.findElement(By.tagName("b")).getText()).isNotEmpty();
    assertThat(texts()).anyMatch(text -> text.contains("Lesson 01: a TCP server"));
    assertThat(session.all(".found span mark")).isNotEmpty();
    assertThat(status()).containsPattern("\\d");
  }

  @Test
  void special_characters_are_not_a_pattern() {
    open("en");
    for (var signs : List.of("*", "(", "<")) {
      search(signs);
      assertThat(status()).as(signs).isEqualTo(dialog().getDomAttribute("data-none"));
    }
    for (var signs : List.of("read()", "[tcp/ip]", "\\r\\n")) {
      search(signs);
      assertThat(marks()).as(signs).isNotEmpty();
    }
  }

  @Test
  void the_index_has_an_entry_for_each_section_folded_part_term_error_correction_and_run() {
    for (var language : BuiltSite.LANGUAGES) {
      session.open(Scheme.HTTP, language + "/index.html");
      session.type("/");
      eventually().until(() -> session.script("return typeof tcpLessonsPages").equals("object"));
      var places =
          session.texts(
              """
              return tcpLessonsPages.flatMap(
                (page) => page.entries.map((entry) => page.href + "#" + (entry.id ?? "")));
              """);
      assertThat(places)
          .doesNotHaveDuplicates()
          .containsAll(
              BuiltSite.pages(language).stream()
                  .filter(page -> BuiltSite.read(page).select("meta[name=search]").isEmpty())
                  .flatMap(page -> {
                    var name = page.substring(page.indexOf('/') + 1);
                    return Stream.of(
                            Stream.of(""),
                            BuiltSite.sections(page),
                            BuiltSite.folds(page),
                            ids(page, "body.page-glossary main dt a[id]:empty"))
                        .flatMap(ids -> ids)
                        .map(id -> name + "#" + id);
                  })
                  .toList());
      assertThat(places.stream().filter(place -> place.matches("corrections.html#[tsd]\\d+")))
          .hasSize(BuiltSite.read(language + "/corrections.html").select(".claim").size());
      assertThat(
              session.texts(
                  """
                  return tcpLessonsPages.flatMap((page) => page.entries)
                    .filter(({ kind }) => kind === "run").map(({ id }) => id);
                  """))
          .doesNotHaveDuplicates()
          .containsAll(ids(language + "/lesson-01.html", "figure.run").toList());
    }
  }

  private static Stream<String> ids(String page, String selector) {
    return BuiltSite.read(page).select(selector).eachAttr("id").stream();
  }

  @Test
  void a_result_that_is_folded_is_opened() {
    var questions =
        BuiltSite.pages("en").stream()
            .flatMap(page -> BuiltSite.read(page).select("main .predict > .question").stream())
            .toList();
    assumeFalse(questions.isEmpty(), "no page has a prediction");
    open("en");
    search(questions.getFirst().text());

    results().getFirst().click();

    eventually().until(() -> browser.getCurrentUrl().contains("#fold-"));
    var folded = browser.getCurrentUrl().replaceFirst(".*#", "#");
    eventually().until(() -> session.find(folded).isDisplayed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void while_nothing_is_typed_six_searches_are_suggested(String language) {
    open(language);
    var suggested = session.all(".suggested button").stream().map(WebElement::getText).toList();
    assertThat(suggested).hasSize(6);
    for (var words : suggested) {
      input().sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
      session.all(".suggested button").get(suggested.indexOf(words)).click();
      eventually().until(() -> !results().isEmpty());
      assertThat(input().getDomProperty("value")).isEqualTo(words);
      assertThat(session.find(".suggested").isDisplayed()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_result_leads_to_the_words_and_not_only_to_their_section(Scheme scheme) {
    session.open(scheme, "en/index.html");
    session.type("/");
    eventually().until(() -> dialog().isDisplayed());
    search("surviving");
    results().getFirst().click();

    eventually().until(() -> browser.getCurrentUrl().endsWith("lesson-05-cluster.html#survives"));
    eventually()
        .until(() ->
            session
                .script(
                    """
                    const paragraph = [...document.querySelectorAll("#survives ~ p, main p")]
                        .find((p) => p.textContent.includes("surviving"));
                    const top = paragraph.getBoundingClientRect().top;
                    return top > 0 && top < innerHeight;
                    """)
                .equals(true));
    assertThat(session.find("#survives").getLocation().getY())
        .isLessThan(((Number) session.script("return Math.round(scrollY)")).intValue());
  }

  @ParameterizedTest
  @EnumSource
  void the_search_works_by_touch(Scheme scheme) {
    session.width(PHONE);
    session.open(scheme, "ko/index.html");
    session.find("button.search").click();
    search("backlog");
    var target = results().getFirst().getDomProperty("href");
    results().getFirst().click();
    eventually().until(() -> browser.getCurrentUrl().equals(target));
    session.find("button.search").click();
    session.find(".finder .ask button").click();
    eventually().until(() -> !dialog().isDisplayed());
  }

  @Test
  void the_search_dialog_has_no_accessibility_violation() throws Exception {
    for (var theme : List.of("light", "dark")) {
      session.system(theme, "reduce");
      open("en");
      search("connection");
      assertThat(new Axe(browser).violations("dialog")).as(theme).isEmpty();
    }
    assertThat(input().getDomAttribute("role")).isEqualTo("combobox");
    assertThat(input().getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(input().getDomAttribute("aria-controls")).isEqualTo(list().getDomAttribute("id"));
    assertThat(list().getDomAttribute("role")).isEqualTo("listbox");
    assertThat(results()).allMatch(item -> item.getDomAttribute("role").equals("option"));
  }

  @Test
  void without_scripts_the_search_is_hidden() {
    session.scripts(false);
    session.open(Scheme.FILE, "en/index.html");
    assertThat(session.find("button.search").isDisplayed()).isFalse();
    assertThat(dialog().isDisplayed()).isFalse();
  }

  private void open(String language) {
    session.open(Scheme.HTTP, language + "/index.html");
    session.type("/");
    eventually().until(() -> dialog().isDisplayed());
  }

  private void search(String words) {
    session.script(
        """
        const input = document.querySelector(".finder input");
        input.value = arguments[0];
        input.dispatchEvent(new Event("input"));
        """,
        words);
    eventually().until(() -> !status().isEmpty());
  }

  private WebElement dialog() {
    return session.find("dialog.finder");
  }

  private WebElement input() {
    return session.find(".finder input");
  }

  private WebElement list() {
    return session.find(".finder .found");
  }

  private String status() {
    return (String) session.script("return document.querySelector('.told').textContent");
  }

  private List<WebElement> results() {
    return session.all(".found [role=option]");
  }

  /** The addresses of the results, relative to the folder of the language. */
  private Stream<String> hrefs() {
    return session
        .texts("return [...document.querySelectorAll('.found a')].map((a) => a.href)")
        .stream()
        .map(href -> href.replaceFirst(".*/(?:en|ko)/", ""));
  }

  private List<String> texts() {
    return session.texts(
        "return [...document.querySelectorAll('.found a')].map((a) => a.innerText)");
  }

  private List<String> marks() {
    return session.texts(
        "return [...document.querySelectorAll('.found mark')].map((m) => m.textContent)");
  }

  /** The index of the selected result, which is the active descendant of the input. */
  private int selectedIndex() {
    var results = results();
    var selected = session.find(".found [aria-selected=true]");
    assertThat(input().getDomAttribute("aria-activedescendant"))
        .isEqualTo(selected.getDomAttribute("id"));
    return results.indexOf(selected);
  }
}
