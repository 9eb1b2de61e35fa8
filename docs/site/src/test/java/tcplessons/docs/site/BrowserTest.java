package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.BrowserSession.Scheme;

/** Theme, language, tabs, keyboard, phone, copying, and the site without scripts. */
class BrowserTest extends BrowserTestCase {

  @ParameterizedTest
  @EnumSource
  void the_theme_follows_the_system_until_it_is_chosen(Scheme scheme) {
    open(scheme, "en/index.html");
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
    open(scheme, "ko/index.html");
    assertThat(background()).isEqualTo(light);

    click(".theme button[value=dark]");
    systemTheme("light");
    open(scheme, "en/index.html");
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
    var sections = BuiltSite.sections(language + "/lesson-01.html").toList();
    var section = sections.get(sections.size() / 2);
    open(Scheme.HTTP, language + "/lesson-01.html#" + section);
    eventually()
        .untilAsserted(
            () -> assertThat(languageLink(other).getDomAttribute("href")).endsWith("#" + section));
    languageLink(other).click();
    eventually()
        .until(() ->
            browser
                .getCurrentUrl()
                .equals(root(Scheme.HTTP) + other + "/lesson-01.html#" + section));
    assertThat(number("document.getElementById('" + section + "').getBoundingClientRect().top"))
        .isBetween(0L, 300L);
  }

  @Test
  void tabs_are_operated_by_keyboard() {
    open(Scheme.HTTP, "en/lesson-01.html");
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
  void the_first_tab_stop_skips_the_navigation() {
    open(Scheme.HTTP, "en/lesson-01.html");
    press(Keys.TAB);
    var skip = browser.switchTo().activeElement();
    assertThat(skip.getDomAttribute("href")).isEqualTo("#site-text");
    assertThat(skip.isDisplayed()).isTrue();
    press(Keys.ENTER);
    assertThat(browser.switchTo().activeElement().getTagName()).isEqualTo("main");
  }

  @Test
  void on_a_phone_the_contents_open_and_close() {
    width(PHONE);
    open(Scheme.HTTP, "en/index.html");
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
  void the_front_page_redirects_to_the_language_of_the_browser_until_one_is_chosen(Scheme scheme) {
    browser.get(root(scheme) + "index.html");
    eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    languageLink("en").click();
    eventually().until(() -> browser.getCurrentUrl().endsWith("/en/index.html"));
    browser.get(root(scheme) + "index.html");
    eventually().until(() -> browser.getCurrentUrl().endsWith("/en/index.html"));
  }

  @Test
  void listings_are_copied_without_prompts_and_callouts() {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    open(Scheme.HTTP, "en/lesson-01.html");
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
    browser.get(root(Scheme.FILE) + "index.html");
    assertThat(visible("a[hreflang]")).isEqualTo(2);
    for (var width : List.of(DESKTOP, PHONE)) {
      width(width);
      browser.get(root(Scheme.FILE) + language + "/lesson-01.html");
      assertThat(visible("main h1")).isEqualTo(1);
      session.all("summary").forEach(WebElement::click);
      for (var part : List.of(".tabs > *", ".run", ".run li", "pre", "h2")) {
        var selector = "main " + part;
        assertThat(visible(selector)).as(selector).isPositive().isEqualTo(count(selector));
      }
      assertThat(visible(".theme button, button.copy")).isZero();
    }
    width(DESKTOP);
    assertThat(visible(".page-link")).isEqualTo(BuiltSite.pages(language).size());
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
}
