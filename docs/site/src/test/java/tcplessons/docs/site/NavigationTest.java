package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.BrowserSession.Scheme;

/** How readers find their way: jumps, contents, the theme, sources and cited tests. */
class NavigationTest extends BrowserTestCase {

  private static final String LONG_PAGE = "en/lesson-05.html";

  @ParameterizedTest
  @CsvSource({"reduce, none", "no-preference, arrive"})
  void a_jump_is_instant_and_its_target_is_outlined(String motion, String animation) {
    session.system("light", motion);
    var section = BuiltSite.sections(LONG_PAGE).toList().getLast();
    session.open(Scheme.HTTP, LONG_PAGE);
    session.script("location.hash = arguments[0]", section);

    assertThat(number("document.getElementById('" + section + "').getBoundingClientRect().top"))
        .isBetween(0L, 800L);
    assertThat(style("#" + section, "outlineStyle")).isEqualTo("solid");
    assertThat(style("#" + section, "animationName")).isEqualTo(animation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en/glossary.html#time-wait", "ko/corrections.html#s18"})
  void an_entry_that_is_linked_to_is_outlined_as_a_whole(String entry) {
    session.open(Scheme.HTTP, entry);

    assertThat(style(":is(dt, .claim):has(a:target)", "outlineStyle")).isEqualTo("solid");
  }

  @Test
  void the_contents_follow_the_section_that_is_read_and_the_page_stays() {
    session.open(Scheme.HTTP, "en/failures.html");
    var section = BuiltSite.sections("en/failures.html").toList().get(20);
    session.script("document.getElementById(arguments[0]).scrollIntoView()", section);
    var before = number("scrollY");
    var link = session.find(".sections a[href='#" + section + "']");

    eventually().until(() -> "true".equals(link.getDomAttribute("aria-current")));
    assertThat(session.all(".sections [aria-current]")).containsExactly(link);
    assertThat(number("scrollY")).isEqualTo(before);
    var middle =
        number("document.querySelector('.sections [aria-current]').getBoundingClientRect().top");
    assertThat(middle).isBetween(300L, 560L); // of a window that is 800 px high
  }

  @Test
  void the_contents_have_every_section_and_subsection_with_the_number_of_its_heading() {
    for (var page : BuiltSite.pages("en")) {
      var html = BuiltSite.read(page);
      var headings = html.select("main .text section > :is(h2, h3)");
      var links = html.select(".sections a");

      assertThat(links.eachAttr("href"))
          .as(page)
          .isEqualTo(headings.stream().map(heading -> "#" + heading.id()).toList());
      assertThat(links.select(".number-of").eachText())
          .as(page)
          .isEqualTo(headings.eachAttr("data-number"));
    }
    assertThat(BuiltSite.read("en/failures.html").select(".sections .number-of").eachText())
        .containsSequence("3.8", "4", "4.1");
  }

  @Test
  void the_pages_are_in_groups() {
    var html = BuiltSite.read("en/index.html");

    assertThat(html.select(".pages > .nav-title").eachText())
        .containsExactly("Lessons", "Reference");
    assertThat(html.select(".pages > ol:last-child .page-link").eachText()).endsWith("Glossary");
  }

  @Test
  void on_a_phone_a_bar_names_the_section_and_opens_the_contents_at_it() {
    width(PHONE);
    session.open(Scheme.HTTP, LONG_PAGE);
    var section = BuiltSite.sections(LONG_PAGE).toList().get(6);
    session.script("location.hash = arguments[0]", section);
    var link = "document.querySelector('.sections a[href=\"#" + section + "\"]')";
    eventually()
        .until(() ->
            session
                .find(".here .section")
                .getText()
                .equals(session.script("return " + link + ".textContent")));

    session.find(".here").click();

    eventually().until(() -> session.find("#site-contents").isDisplayed());
    eventually()
        .untilAsserted(
            () -> assertThat(number(link + ".getBoundingClientRect().top")).isBetween(90L, 700L));
    session.find(".sections a[href='#" + section + "']").click();
    eventually().until(() -> !session.find("#site-contents").isDisplayed());
    assertThat(number("document.getElementById('" + section + "').getBoundingClientRect().top"))
        .isBetween(92L, 140L); // below the bars
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "system", "dark"})
  void the_chosen_theme_is_marked_before_the_scripts_that_come_late(String theme) {
    session.open(Scheme.HTTP, "en/index.html");
    session.find(".theme [value=" + theme + "]").click();
    session.script(
        """
        document.querySelectorAll(".theme button").forEach((b) => b.removeAttribute("aria-pressed"));
        document.querySelectorAll("*").forEach((e) => e.style.transition = "none");
        """);

    var backgrounds =
        session.texts(
            """
            return [...document.querySelectorAll(".theme button")].map((b) =>
              b.value + " " + getComputedStyle(b).backgroundColor);
            """);
    assertThat(backgrounds.stream().filter(background -> !background.endsWith("rgba(0, 0, 0, 0)")))
        .singleElement()
        .asString()
        .startsWith(theme);
  }

  @ParameterizedTest
  @EnumSource
  void a_cited_test_opens_its_source_at_its_line(Scheme scheme) {
    session.open(scheme, "ko/corrections.html");
    var test = session.find(".test[data-command*=nodes_socket_address_is_the_servers_own]");
    assertThat(test.getText()).isEqualTo("Node의 socket.address()는 서버 자신의 주소이다");
    test.click();

    eventually().until(() -> browser.getCurrentUrl().contains("/NodeTest.java.html#L"));
    var line = session.find(".lines a:target");
    assertThat(number("document.querySelector('.lines a:target').getBoundingClientRect().top"))
        .isBetween(0L, 400L);
    assertThat(lineOfCode(line)).contains("void nodes_socket_address_is_the_servers_own()");
  }

  /** The line of code beside a number. */
  private String lineOfCode(WebElement number) {
    return (String)
        session.script(
            """
            const numbers = [...document.querySelectorAll(".lines a")];
            return document.querySelector("pre").innerText.split("\\n")[numbers.indexOf(arguments[0])];
            """,
            number);
  }

  @Test
  void the_command_that_runs_a_cited_test_can_be_copied() {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    session.open(Scheme.HTTP, "en/corrections.html");
    var button = session.find(".test + .copy-test");
    button.click();

    eventually().until(() -> button.getDomAttribute("data-done") != null);
    assertThat(
            browser.executeAsyncScript(
                "navigator.clipboard.readText().then(arguments[arguments.length - 1])"))
        .asString()
        .matches(
            "mvn test -pl lesson-\\d\\d-[\\w-]+ -Dsurefire.reportFormat=plain -Dtest=\\w+#\\w+");
  }

  @Test
  void a_source_has_search_and_theme() {
    session.open(Scheme.FILE, BuiltSite.sources().getFirst());
    session.type("/");
    eventually().until(() -> session.find("dialog.finder").isDisplayed());
    session.type("backlog");
    eventually().until(() -> !session.all(".found a").isEmpty());
    var address = session.find(".found a").getDomProperty("href");
    session.find(".found a").click();
    eventually().until(() -> browser.getCurrentUrl().equals(address));
    assertThat(address).contains("/en/");
    assertThat(session.all(".theme button")).hasSize(3);
  }

  private String style(String selector, String property) {
    return (String)
        session.script(
            "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
            selector,
            property);
  }
}
