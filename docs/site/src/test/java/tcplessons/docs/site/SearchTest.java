package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static tcplessons.docs.site.Reader.DESKTOP;
import static tcplessons.docs.site.Reader.PHONE;
import static tcplessons.docs.site.Reader.eventually;

import java.text.Normalizer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.Reader.Way;

/** The search as readers use it, mostly by keyboard. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SearchTest {

  private Reader reader;

  @BeforeAll
  void start() throws Exception {
    Chromium.missing().ifPresent(reason -> abort(reason));
    reader = Reader.start();
  }

  @AfterAll
  void stop() {
    if (reader != null) {
      reader.close();
    }
  }

  @BeforeEach
  void sit_at_a_desk() {
    reader.width(DESKTOP);
    reader.system("light", "reduce");
    reader.scripts(true);
  }

  @ParameterizedTest
  @CsvSource({"SERVER, en, half-close", "FILE, en, half-close", "SERVER, ko, 연결", "FILE, ko, 연결"})
  void a_slash_opens_it_arrows_choose_enter_leads_there_and_escape_closes(
      Way way, String language, String words) {
    reader.open(way, language + "/index.html");
    reader.complaints();
    reader.type("/");
    eventually().until(() -> dialog().isDisplayed());
    assertThat(input()).isEqualTo(reader.browser().switchTo().activeElement());

    ask(words);
    assertThat(found()).hasSizeGreaterThan(3);
    assertThat(chosen()).isEqualTo(0);
    reader.type(Keys.ARROW_DOWN);
    reader.type(Keys.ARROW_DOWN);
    assertThat(chosen()).isEqualTo(2);
    reader.type(Keys.ARROW_UP);
    assertThat(chosen()).isEqualTo(1);

    var target = found().get(1).getDomProperty("href");
    reader.type(Keys.ENTER);
    eventually().until(() -> reader.browser().getCurrentUrl().equals(target));
    assertThat(target).contains(language + "/");
    assertThat(dialog().isDisplayed()).isFalse();

    reader.type("/");
    eventually().until(() -> dialog().isDisplayed());
    reader.type(Keys.ESCAPE);
    eventually().until(() -> !dialog().isDisplayed());
    assertThat(reader.complaints()).isEmpty();
  }

  @Test
  void what_it_looks_through_is_loaded_when_it_is_first_opened() {
    reader.open(Way.SERVER, "en/index.html");
    assertThat(reader.script("return typeof tcpLessonsPages")).isEqualTo("undefined");
    reader.type("/");
    eventually().until(() -> reader.script("return typeof tcpLessonsPages").equals("object"));
  }

  @Test
  void words_are_found_in_the_middle_of_words() {
    open("ko");
    ask("결을");
    assertThat(marks()).isNotEmpty().containsOnly("결을");
    assertThat(texts()).anyMatch(text -> text.contains("연결을"));
    open("en");
    ask("oTimeou");
    assertThat(texts()).anyMatch(text -> text.contains("setSoTimeout"));
  }

  @Test
  void titles_of_pages_come_before_headings_and_headings_before_text() {
    open("en");
    ask("client");
    assertThat(found().getFirst().getDomAttribute("href")).isEqualTo("lesson-02.html");
    var hasInTitle =
        found().stream().map(item -> item.findElement(By.tagName("b"))).map(SearchTest::hasMark);
    assertThat(hasInTitle.toList())
        .startsWith(true)
        .endsWith(false)
        .isSortedAccordingTo((a, b) -> Boolean.compare(b, a));
  }

  @Test
  void words_in_a_row_come_before_the_same_words_apart() {
    open("en");
    ask("connection refused");
    assertThat(texts().getFirst()).containsIgnoringCase("connection refused");
  }

  @Test
  void all_words_must_be_there_in_any_order_and_in_any_case() {
    open("en");
    ask("REFUSED Connection");
    var texts = texts();
    assertThat(texts).isNotEmpty();
    assertThat(marks())
        .anyMatch("refused"::equalsIgnoreCase)
        .anyMatch("connection"::equalsIgnoreCase);
    ask("refused connection");
    assertThat(texts()).isEqualTo(texts);
    ask("refused pomegranate");
    assertThat(found()).isEmpty();
    assertThat(told()).isEqualTo(dialog().getDomAttribute("data-none"));
  }

  @Test
  void hangul_is_found_however_it_is_encoded_and_while_it_is_typed() {
    open("ko");
    ask("연결");
    var texts = texts();
    assertThat(texts).isNotEmpty();
    ask(Normalizer.normalize("연결", Normalizer.Form.NFD));
    assertThat(texts()).isEqualTo(texts);
    ask("연결ㅇ");
    assertThat(texts()).isEqualTo(texts);
  }

  @Test
  void a_place_has_its_page_its_section_and_a_marked_excerpt() {
    open("en");
    ask("backlog");
    var place = found().getFirst();
    assertThat(place.findElement(By.tagName("b")).getText()).isNotEmpty();
    assertThat(texts()).anyMatch(text -> text.contains("Lesson 01: a TCP server"));
    assertThat(reader.all(".found span mark")).isNotEmpty();
    assertThat(told()).contains(String.valueOf(found().size()));
  }

  @Test
  void signs_are_signs_and_not_a_pattern() {
    open("en");
    for (var signs : List.of("read()", "[tcp/ip]", "\\r\\n", "*", "(", "<")) {
      ask(signs);
      assertThat(marks()).as(signs).allMatch(signs::equalsIgnoreCase);
    }
    ask("read()");
    assertThat(marks()).isNotEmpty();
  }

  @Test
  void every_place_that_can_be_found_exists() {
    for (var language : Site.LANGUAGES) {
      reader.open(Way.SERVER, language + "/index.html");
      reader.type("/");
      eventually().until(() -> reader.script("return typeof tcpLessonsPages").equals("object"));
      var places =
          reader.texts(
              """
              return tcpLessonsPages.flatMap(
                (page) => page.sections.map((section) => page.href + "#" + section.id));
              """);
      assertThat(places)
          .containsExactlyInAnyOrderElementsOf(
              Site.pages(language).stream()
                  .flatMap(page -> {
                    var name = page.substring(page.indexOf('/') + 1);
                    return Stream.concat(Stream.of(""), Site.sections(page))
                        .map(id -> name + "#" + id);
                  })
                  .toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_finger_opens_chooses_and_closes_it(Way way) {
    reader.width(PHONE);
    reader.open(way, "ko/index.html");
    reader.find("button.search").click();
    ask("backlog");
    var target = found().getFirst().getDomProperty("href");
    found().getFirst().click();
    eventually().until(() -> reader.browser().getCurrentUrl().equals(target));
    reader.find("button.search").click();
    reader.find(".finder .ask button").click();
    eventually().until(() -> !dialog().isDisplayed());
  }

  @Test
  void it_keeps_nobody_out() throws Exception {
    for (var theme : List.of("light", "dark")) {
      reader.system(theme, "reduce");
      open("en");
      ask("connection");
      assertThat(new Axe(reader.browser()).violations("dialog")).as(theme).isEmpty();
    }
    assertThat(input().getDomAttribute("role")).isEqualTo("combobox");
    assertThat(input().getDomAttribute("aria-expanded")).isEqualTo("true");
    assertThat(input().getDomAttribute("aria-controls")).isEqualTo(list().getDomAttribute("id"));
    assertThat(list().getDomAttribute("role")).isEqualTo("listbox");
    assertThat(found()).allMatch(item -> item.getDomAttribute("role").equals("option"));
  }

  @Test
  void without_scripts_nobody_is_led_to_believe_in_it() {
    reader.scripts(false);
    reader.open(Way.FILE, "en/index.html");
    assertThat(reader.find("button.search").isDisplayed()).isFalse();
    assertThat(dialog().isDisplayed()).isFalse();
  }

  private void open(String language) {
    reader.open(Way.SERVER, language + "/index.html");
    reader.type("/");
    eventually().until(() -> dialog().isDisplayed());
  }

  private void ask(String words) {
    reader.script(
        """
        const input = document.querySelector(".finder input");
        input.value = arguments[0];
        input.dispatchEvent(new Event("input"));
        """,
        words);
    eventually().until(() -> !told().isEmpty());
  }

  private WebElement dialog() {
    return reader.find("dialog.finder");
  }

  private WebElement input() {
    return reader.find(".finder input");
  }

  private WebElement list() {
    return reader.find(".finder .found");
  }

  private String told() {
    return (String) reader.script("return document.querySelector('.told').textContent");
  }

  private List<WebElement> found() {
    return reader.all(".found [role=option]");
  }

  private List<String> texts() {
    return reader.texts(
        "return [...document.querySelectorAll('.found a')].map((a) => a.innerText)");
  }

  private List<String> marks() {
    return reader.texts(
        "return [...document.querySelectorAll('.found mark')].map((m) => m.textContent)");
  }

  /** The place that is selected, which is the one that the input names as active. */
  private int chosen() {
    var places = found();
    var selected = reader.find(".found [aria-selected=true]");
    assertThat(input().getDomAttribute("aria-activedescendant"))
        .isEqualTo(selected.getDomAttribute("id"));
    return places.indexOf(selected);
  }

  private static boolean hasMark(WebElement element) {
    return !element.findElements(By.tagName("mark")).isEmpty();
  }
}
