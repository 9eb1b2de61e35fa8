package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.logging.LogType;
import tcplessons.docs.site.BrowserSession.Scheme;

/** What holds for every page. Two browsers run at once, one for each language. */
class EveryPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Nested
  class English extends PagesOfALanguage {
    English() {
      super(PHONE, "dark");
    }

    @Override
    Stream<String> pages() {
      return BuiltSite.pages("en").stream();
    }
  }

  @Nested
  class Korean extends PagesOfALanguage {
    Korean() {
      super(DESKTOP, "light");
    }

    /** The front page too, which redirects to the language of the browser. */
    @Override
    Stream<String> pages() {
      return Stream.concat(Stream.of("index.html"), BuiltSite.pages("ko").stream());
    }
  }

  /**
   * Both languages have the same template, styles and structure. So each is looked at in the way in
   * which the other is not: axe takes seconds for a page.
   */
  @RequiredArgsConstructor
  abstract static class PagesOfALanguage extends BrowserTestCase {
    private final int width;
    private final String theme;

    abstract Stream<String> pages();

    @Override
    boolean keepsRequests() {
      return true;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_quiet_steady_accessible_and_fits_every_window(String page) throws Exception {
      width(width);
      systemTheme(theme);
      open(Scheme.HTTP, page);
      browser.executeScript(new EmbeddedResourceAxeProvider().getScript());
      assertAll(
          () -> assertThat(new LayoutShifts(browser).whileScrolling()).as("shifts").isEmpty(),
          () -> assertQuiet(),
          () -> unfoldAll(),
          () -> assertThat(slantedHangul()).isEmpty(),
          () -> assertFits(page, NARROW),
          () -> assertFits(page, width == PHONE ? DESKTOP : PHONE),
          () -> assertFits(page, width),
          () -> assertThat(violations()).as("%s, %s, %d", page, theme, width).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_is_quiet_when_it_is_read_from_its_folder(String page) {
      open(Scheme.FILE, page);
      browser.executeScript("scrollTo(0, document.body.scrollHeight)");
      assertQuiet();
    }

    /** No messages in the console, and no requests to other hosts, since the last call. */
    private void assertQuiet() {
      assertThat(session.consoleMessages()).isEmpty();
      assertThat(requests())
          .isNotEmpty()
          .allSatisfy(url -> assertThat(url).matches("(data:|blob:|" + ownRoots() + ").*"));
    }

    /** The icon of the page before this one may still be requested. */
    private String ownRoots() {
      return root(Scheme.HTTP) + "|" + root(Scheme.FILE);
    }

    private void assertFits(String page, int width) {
      width(width);
      assertThat(number("document.documentElement.scrollWidth"))
          .as(() -> "%s at %d: see %s".formatted(page, width, widest(width)))
          .isLessThanOrEqualTo(width);
    }

    /** What is folded has no width and no contrast. */
    private void unfoldAll() {
      browser.executeScript("document.querySelectorAll('details').forEach((d) => (d.open = true))");
    }

    /** The fonts have no italics: a browser would slant the syllables itself. */
    private List<String> slantedHangul() {
      return session.texts(
          """
          const hasHangul = (e) => [...e.childNodes]
            .some((n) => n.nodeType === 3 && /[가-힣]/.test(n.data));
          return [...document.querySelectorAll("body *")]
            .filter((e) => hasHangul(e) && getComputedStyle(e).fontStyle !== "normal")
            .map((e) => e.outerHTML.slice(0, 100));
          """);
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
     * What axe finds, one line for each element. The contrast of texts that look the same is
     * measured once: each measurement takes milliseconds, and a lesson has thousands of texts. To
     * list the checks that pass would take longer than the checks.
     */
    private List<?> violations() {
      return (List<?>)
          browser.executeAsyncScript(
              """
              const done = arguments[arguments.length - 1];
              scrollTo(0, 0); // the bar at the top covers a part of what is scrolled under it
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
              document.querySelectorAll("body *").forEach((e) =>
                e.toggleAttribute("data-look", hasText(e) && e.checkVisibility() && isNew(e)));
              axe.configure({ rules: [{ id: "color-contrast", selector: "[data-look]" }] });
              const rules = { "target-size": { enabled: arguments[0] } };
              axe.run({ resultTypes: ["violations"], rules })
                .then(({ violations }) => violations.flatMap((rule) => rule.nodes.map(
                  (node) => `${rule.id}: ${node.html}; ${node.failureSummary}`)))
                .then(done, (problem) => done([String(problem)]));
              """,
              width == PHONE);
    }

    /** The addresses requested since the last call. */
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
}
