package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The site as readers meet it, in one Chromium that takes one test after the other.
 *
 * <p>Skipped, with the reason, where no Chromium is installed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BrowserTest {
  private static final int DESKTOP = 1280;
  private static final int PHONE = 390;
  private static final int NARROW = 320;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The two ways to read the site. */
  enum Origin {
    SERVER,
    FILE
  }

  private Serving server;
  private ChromeDriver browser;
  private String axe;

  @BeforeAll
  void start() throws Exception {
    Chromium.missing().ifPresent(reason -> abort(reason));
    server = Serving.start(Site.folder());
    browser = Chromium.start();
    axe = new EmbeddedResourceAxeProvider().getScript();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
      server.close();
    }
  }

  @BeforeEach
  void forgetWhatWasBefore() {
    scripts(true);
    width(DESKTOP);
    systemTheme("light");
    for (var origin : Origin.values()) {
      browser.executeCdpCommand(
          "Storage.clearDataForOrigin",
          Map.of(
              "origin",
              root(origin).replaceAll("(?<=://[^/]{0,40})/.*", ""),
              "storageTypes",
              "local_storage"));
    }
  }

  static List<String> pages() {
    return Site.pages();
  }

  @ParameterizedTest
  @EnumSource
  void pages_open_without_errors_and_ask_nobody_else(Origin origin) {
    consoleErrors();
    requests();
    for (var page : Site.pages()) {
      open(origin, page);
      browser.executeScript("scrollTo(0, document.body.scrollHeight)");
    }
    assertThat(consoleErrors()).isEmpty();
    assertThat(requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).matches("data:.*|blob:.*|" + root(origin) + ".*"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_is_never_wider_than_the_window(String page) {
    open(Origin.SERVER, page);
    for (var width : List.of(DESKTOP, PHONE, NARROW)) {
      width(width);
      assertThat(number("document.documentElement.scrollWidth"))
          .as(() -> "%s at %d: see %s".formatted(page, width, widest(width)))
          .isLessThanOrEqualTo(width);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void a_page_keeps_nobody_out(String page) {
    open(Origin.SERVER, page);
    assertThat(violations()).as("%s, light, %d", page, DESKTOP).isEmpty();
    systemTheme("dark");
    width(PHONE);
    assertThat(violations()).as("%s, dark, %d", page, PHONE).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void the_theme_follows_the_system_until_it_is_chosen(Origin origin) {
    open(origin, "en/index.html");
    var light = background();
    systemTheme("dark");
    var dark = background();
    assertThat(brightness(dark)).isLessThan(brightness(light));

    click(".theme button[value=light]");
    assertThat(background()).isEqualTo(light);
    browser.navigate().refresh();
    assertThat(background()).isEqualTo(light);
    assertThat(browser.findElement(By.cssSelector("html")).getDomAttribute("data-theme"))
        .isEqualTo("light");
    open(origin, "ko/index.html");
    assertThat(background()).isEqualTo(light);

    click(".theme button[value=dark]");
    systemTheme("light");
    open(origin, "en/index.html");
    assertThat(background()).isEqualTo(dark);

    click(".theme button[value=system]");
    assertThat(background()).isEqualTo(light);
    browser.navigate().refresh();
    assertThat(background()).isEqualTo(light);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void the_other_language_opens_at_the_same_section(String language) {
    var other = language.equals("en") ? "ko" : "en";
    var sections = Site.sections(language + "/lesson-01.html").toList();
    var section = sections.get(sections.size() / 2);
    open(Origin.SERVER, language + "/lesson-01.html#" + section);
    eventually()
        .untilAsserted(
            () -> assertThat(languageLink(other).getDomAttribute("href")).endsWith("#" + section));
    languageLink(other).click();
    eventually()
        .until(() ->
            browser
                .getCurrentUrl()
                .equals(root(Origin.SERVER) + other + "/lesson-01.html#" + section));
    assertThat(number("document.getElementById('" + section + "').getBoundingClientRect().top"))
        .isBetween(0L, 300L);
  }

  @Test
  void tabs_are_operated_by_keyboard() {
    open(Origin.SERVER, "en/lesson-01.html");
    var set = browser.findElements(By.cssSelector(".tabs")).getFirst();
    var tabs = set.findElements(By.cssSelector("[role=tab]"));
    assertThat(tabs).hasSizeGreaterThan(1);
    var last = tabs.size() - 1;
    browser.executeScript("arguments[0].focus()", tabs.getFirst());

    press(Keys.ARROW_RIGHT);
    assertSelected(set, tabs, 1);
    press(Keys.HOME);
    assertSelected(set, tabs, 0);
    press(Keys.ARROW_LEFT);
    assertSelected(set, tabs, last);
    press(Keys.ARROW_RIGHT);
    assertSelected(set, tabs, 0);
    press(Keys.END);
    assertSelected(set, tabs, last);

    press(Keys.TAB);
    assertThat(browser.switchTo().activeElement()).isNotIn(tabs);
    browser.navigate().refresh();
    var again = browser.findElements(By.cssSelector(".tabs")).getFirst();
    assertThat(
            again
                .findElements(By.cssSelector("[role=tab]"))
                .get(last)
                .getDomAttribute("aria-selected"))
        .isEqualTo("true");
  }

  @Test
  void the_first_key_leads_past_the_navigation() {
    open(Origin.SERVER, "en/lesson-01.html");
    press(Keys.TAB);
    var skip = browser.switchTo().activeElement();
    assertThat(skip.getDomAttribute("href")).isEqualTo("#site-text");
    assertThat(skip.isDisplayed()).isTrue();
    press(Keys.ENTER);
    assertThat(browser.switchTo().activeElement().getTagName()).isEqualTo("main");
  }

  @Test
  void on_a_phone_the_contents_open_and_lead_on() {
    width(PHONE);
    open(Origin.SERVER, "en/index.html");
    var contents = browser.findElement(By.id("site-contents"));
    assertThat(contents.isDisplayed()).isFalse();
    click("button.menu");
    eventually().until(contents::isDisplayed);
    contents.findElement(By.cssSelector("a[href='lesson-01.html']")).click();
    eventually().until(() -> browser.getCurrentUrl().endsWith("en/lesson-01.html"));
    assertThat(browser.findElement(By.id("site-contents")).isDisplayed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void the_front_door_leads_to_the_language_of_the_browser_until_one_is_chosen(Origin origin) {
    browser.get(root(origin) + "index.html");
    eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    languageLink("en").click();
    eventually().until(() -> browser.getCurrentUrl().endsWith("/en/index.html"));
    browser.get(root(origin) + "index.html");
    eventually().until(() -> browser.getCurrentUrl().endsWith("/en/index.html"));
  }

  @Test
  void listings_are_copied_without_prompts_and_callouts() {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    open(Origin.SERVER, "en/lesson-01.html");
    var copied = new ArrayList<String>();
    for (var button : browser.findElements(By.cssSelector("button.copy"))) {
      if (button.isDisplayed()) {
        button.click();
        var label = browser.findElement(By.tagName("body")).getDomAttribute("data-copied");
        eventually().until(() -> button.getText().equals(label));
        copied.add(
            (String)
                browser.executeAsyncScript(
                    "navigator.clipboard.readText().then(arguments[arguments.length - 1])"));
      }
    }
    assertThat(copied)
        .isNotEmpty()
        .doesNotContain("")
        .allSatisfy(text -> assertThat(text).doesNotContainPattern("(?m)^\\$ "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void everything_can_be_read_without_scripts(String language) {
    scripts(false);
    browser.get(root(Origin.FILE) + "index.html");
    assertThat(visible("a[hreflang]")).isEqualTo(2);
    for (var width : List.of(DESKTOP, PHONE)) {
      width(width);
      browser.get(root(Origin.FILE) + language + "/lesson-01.html");
      assertThat(visible("main h1")).isEqualTo(1);
      for (var part : List.of(".tabs > *", ".run", ".run li", "pre", "h2")) {
        var selector = "main " + part;
        assertThat(visible(selector)).as(selector).isPositive().isEqualTo(count(selector));
      }
      assertThat(visible(".theme button, button.copy")).isZero();
    }
    width(DESKTOP);
    assertThat(visible(".pages a")).isEqualTo(Site.pages(language).size());
  }

  private void assertSelected(WebElement set, List<WebElement> tabs, int selected) {
    for (var at = 0; at < tabs.size(); at++) {
      var tab = tabs.get(at);
      var panel = set.findElement(By.id(tab.getDomAttribute("aria-controls")));
      var on = at == selected;
      assertThat(tab.getDomAttribute("aria-selected")).isEqualTo(String.valueOf(on));
      assertThat(tab.getDomAttribute("tabindex")).isEqualTo(on ? "0" : "-1");
      assertThat(panel.isDisplayed()).isEqualTo(on);
    }
    assertThat(browser.switchTo().activeElement()).isEqualTo(tabs.get(selected));
  }

  /** On a busy machine a browser takes its time. */
  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30));
  }

  private void open(Origin origin, String page) {
    browser.get(root(origin) + page);
    if (page.equals("index.html")) {
      eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    }
  }

  private String root(Origin origin) {
    return switch (origin) {
      case SERVER -> "http://localhost:" + server.port() + "/";
      case FILE -> "file://" + Site.folder().toUri().getRawPath();
    };
  }

  private void width(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < DESKTOP));
  }

  private void systemTheme(String theme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private void scripts(boolean enabled) {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
  }

  private void click(String selector) {
    browser.findElement(By.cssSelector(selector)).click();
  }

  private void press(Keys key) {
    browser.switchTo().activeElement().sendKeys(key);
  }

  private WebElement languageLink(String language) {
    return browser.findElement(By.cssSelector("body a[hreflang=" + language + "]"));
  }

  private long count(String selector) {
    return number("document.querySelectorAll('%s').length".formatted(selector));
  }

  private long visible(String selector) {
    return number(
        "[...document.querySelectorAll('%s')].filter((e) => e.checkVisibility()).length"
            .formatted(selector));
  }

  private String background() {
    return (String) browser.executeScript("return getComputedStyle(document.body).backgroundColor");
  }

  private static int brightness(String color) {
    return Stream.of(color.replaceAll("[^\\d,]", "").split(","))
        .limit(3)
        .mapToInt(Integer::parseInt)
        .sum();
  }

  private long number(String expression) {
    return ((Number) browser.executeScript("return Math.round(" + expression + ")")).longValue();
  }

  /** The innermost element that reaches out of the window and cannot be scrolled into it. */
  private String widest(int width) {
    return (String)
        browser.executeScript(
            """
            const isCut = (e) => e && e !== document.body
              && (getComputedStyle(e).overflowX !== "visible" || isCut(e.parentElement));
            const out = [...document.querySelectorAll("body *")]
              .filter((e) => e.getBoundingClientRect().right > arguments[0] + 0.5 && !isCut(e));
            return out.length > 0 ? out.at(-1).outerHTML.slice(0, 120) : "?";
            """,
            width);
  }

  /**
   * What axe finds, one line an element. Of texts that look the same the contrast is measured once:
   * of each it takes milliseconds, and a lesson has thousands.
   */
  private List<?> violations() {
    browser.executeScript(axe);
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const behind = (e) => {
              const color = getComputedStyle(e).backgroundColor;
              const isClear = color === "rgba(0, 0, 0, 0)";
              return isClear && e.parentElement ? behind(e.parentElement) : color;
            };
            const looks = new Set();
            const isNew = (e) => {
              const { color, fontSize, fontWeight, opacity } = getComputedStyle(e);
              const look = [color, behind(e), fontSize, fontWeight, opacity].join();
              return !looks.has(look) && looks.add(look);
            };
            const hasText = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
            const texts = [...document.querySelectorAll("body *")]
              .filter((e) => hasText(e) && e.checkVisibility() && isNew(e));
            const contrast = "color-contrast";
            axe.run({ rules: { [contrast]: { enabled: false } } })
              .then((all) => axe.run({ include: texts }, { runOnly: [contrast] })
                .then((one) => [...all.violations, ...one.violations]))
              .then((rules) => rules.flatMap((rule) => rule.nodes.map(
                (node) => `${rule.id}: ${node.html}; ${node.failureSummary}`)))
              .then(done, (problem) => done([String(problem)]));
            """);
  }

  private List<String> consoleErrors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** The addresses asked for since the last call. */
  private List<String> requests() {
    return browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> message(entry.getMessage()))
        .filter(message -> message.path("method").asText().equals("Network.requestWillBeSent"))
        .map(message -> message.at("/params/request/url").asText())
        .toList();
  }

  private static JsonNode message(String entry) {
    try {
      return JSON.readTree(entry).path("message");
    } catch (JsonProcessingException e) {
      throw new AssertionError("not the log of a browser: " + entry, e);
    }
  }
}
