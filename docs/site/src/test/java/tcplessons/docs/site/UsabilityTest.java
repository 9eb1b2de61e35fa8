package tcplessons.docs.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.BrowserSession.Scheme;

/** What makes a long page easy to read: links to sources, tabs, headings, progress, no motion. */
class UsabilityTest extends BrowserTestCase {

  /** A tenth of the cumulative layout shift that Core Web Vitals call good. */
  private static final double LAYOUT_SHIFT_MAX = 0.01;

  @ParameterizedTest
  @EnumSource
  void a_listing_opens_in_full_at_its_marked_part_and_leads_back(Scheme scheme) {
    session.open(scheme, "ko/lesson-01.html");
    var listing = session.find("#accept-loop ~ .listingblock, #accept-loop + * .listingblock");
    var shown = listing.findElement(By.tagName("pre")).getText();
    listing.findElement(By.className("whole-file")).click();
    eventually().until(() -> browser.getCurrentUrl().endsWith("/TcpServer.java.html#run"));

    var part = session.find(".part:target");
    assertThat(part.getText().strip()).startsWith(shown.lines().findFirst().orElseThrow());
    assertThat(top(part)).isBetween(0.0, 400.0);
    assertThat(session.script("return getComputedStyle(arguments[0]).backgroundColor", part))
        .isNotEqualTo(
            session.script(
                "return"
                    + " getComputedStyle(document.querySelector('.part:not(:target)')).backgroundColor"));

    session.script("scrollTo(0, 0)");
    session.find("nav[lang=ko] a").click();
    eventually().until(() -> browser.getCurrentUrl().contains("/ko/lesson-01.html#"));
  }

  @ParameterizedTest
  @EnumSource
  void a_link_into_a_folded_answer_opens_it(Scheme scheme) {
    var page = pageWith("details figure.run");
    var figure = BuiltSite.read(page).selectFirst("details figure.run").id();

    session.open(scheme, page + "#" + figure);
    assertOpened(figure);

    session.open(scheme, "en/index.html");
    session.open(scheme, page);
    assertThat(session.find("#" + figure).isDisplayed()).isFalse();
    session.script("location.hash = arguments[0]", figure);
    assertOpened(figure);
  }

  /** Browsers open the details around the target of a link, but not details that are the target. */
  @Test
  void a_link_to_a_folded_part_itself_opens_it() {
    session.open(Scheme.HTTP, pageWith("details"));
    session.script("document.querySelector('details').id = 'itself'");
    session.script("location.hash = 'itself'");

    eventually().until(() -> session.find("#itself").getDomAttribute("open") != null);
  }

  private void assertOpened(String id) {
    var target = session.find("#" + id);
    eventually().until(target::isDisplayed);
    eventually().untilAsserted(() -> assertThat(top(target)).isBetween(0.0, 400.0));
  }

  private static String pageWith(String selector) {
    var page =
        BuiltSite.pages("en").stream()
            .filter(built -> BuiltSite.read(built).selectFirst("main " + selector) != null)
            .findFirst();
    assumeTrue(page.isPresent(), "no page has " + selector);
    return page.get();
  }

  @Test
  void a_source_fits_a_phone_has_its_numbers_beside_its_lines_and_no_accessibility_violation()
      throws Exception {
    session.width(PHONE);
    for (var source : BuiltSite.sourceOfEachKind()) {
      session.open(Scheme.FILE, source);
      assertThat(session.script("return document.documentElement.scrollWidth"))
          .as(source)
          .isEqualTo((long) PHONE);
      var heights =
          session.texts(
              """
              return [".lines", "pre"].map((part) =>
                String(document.querySelector(part).scrollHeight));
              """);
      assertThat(heights).as(source).hasSize(2).containsOnly(heights.getFirst());
      assertThat(new Axe(browser).violations("html")).as(source).isEmpty();
      session.system("dark", "reduce");
      assertThat(new Axe(browser).violations("html")).as(source).isEmpty();
      session.system("light", "reduce");
    }
  }

  @Test
  void all_tabs_of_a_page_change_at_once_and_stay_so_on_the_next_page_in_the_other_language() {
    session.open(Scheme.HTTP, "en/lesson-06.html");
    assertThat(nodeTabs()).hasSizeGreaterThan(1).noneMatch(UsabilityTest::isSelected);
    nodeTabs().getLast().click();
    assertThat(nodeTabs()).allMatch(UsabilityTest::isSelected);

    session.open(Scheme.HTTP, "ko/lesson-01.html");
    assertThat(nodeTabs()).isNotEmpty().allMatch(UsabilityTest::isSelected);
    session.script("localStorage.clear()");
  }

  @ParameterizedTest
  @EnumSource
  void a_heading_is_a_link_to_its_section_and_copies_it(Scheme scheme) {
    browser.executeCdpCommand(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    session.open(scheme, "en/lesson-01.html");
    var link = session.find("#run-it > a.anchor");
    link.click();
    var copied = session.find("body").getDomAttribute("data-link-copied");
    eventually().until(() -> copied.equals(link.getDomAttribute("data-done")));
    var address = browser.getCurrentUrl();
    assertThat(address).isEqualTo(session.root(scheme) + "en/lesson-01.html#run-it");
    assertThat(
            browser.executeAsyncScript(
                "navigator.clipboard.readText().then(arguments[arguments.length - 1])"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduce", "no-preference"})
  void a_bar_and_the_list_of_sections_show_the_reading_progress(String motion) {
    session.system("light", motion);
    session.open(Scheme.HTTP, "en/lesson-01.html");
    assertThat(progress()).isEqualTo(0);
    assertThat(session.all(".sections a[aria-current]")).isEmpty();

    session.script("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})");
    eventually().untilAsserted(() -> assertThat(progress()).isEqualTo(1));
    var sections = session.all(".sections a");
    eventually().until(() -> "true".equals(sections.getLast().getDomAttribute("aria-current")));

    session.script(
        "scrollTo({top: 0.437 * (document.documentElement.scrollHeight - innerHeight), behavior:"
            + " 'instant'})");
    eventually()
        .untilAsserted(() ->
            assertThat(progress()).isCloseTo(motion.equals("reduce") ? 0.4 : 0.437, offset(0.005)));
  }

  @Test
  void nothing_is_animated_when_reduced_motion_is_preferred() {
    session.open(Scheme.HTTP, "en/lesson-01.html");
    assertThat(session.script("return getComputedStyle(document.documentElement).scrollBehavior"))
        .isEqualTo("auto");
    assertThat(
            session.texts(
                """
                return [...document.querySelectorAll("*")].filter((e) => {
                  const { transitionDuration, animationDuration } = getComputedStyle(e);
                  return parseFloat(transitionDuration) > 0 || parseFloat(animationDuration) > 0;
                }).map((e) => e.outerHTML.slice(0, 100));
                """))
        .isEmpty();
  }

  @Test
  void the_layout_does_not_shift_while_a_page_loads_and_is_scrolled() {
    for (var page : BuiltSite.pages("ko")) {
      session.open(Scheme.HTTP, page);
      assertThat(shifts()).as(page).isEmpty();
    }
  }

  @Test
  void on_a_phone_the_layout_does_not_shift_and_touch_targets_are_large_enough() throws Exception {
    session.width(PHONE);
    for (var page : BuiltSite.pages("en")) {
      session.open(Scheme.HTTP, page);
      assertThat(shifts()).as(page).isEmpty();
      assertThat(new Axe(browser).violations("html", "target-size")).as(page).isEmpty();
    }
  }

  @Test
  void a_table_does_not_shift_when_its_rows_arrive_late() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SimpleFileServer.createFileHandler(BuiltSite.folder()));
    server.createContext("/en/node-events.html", UsabilityTest::sendInTwoPieces);
    server.setExecutor(Thread::startVirtualThread); // the style sheet must not wait for the page
    server.start();
    try {
      session.width(PHONE);
      browser.get("http://localhost:" + server.getAddress().getPort() + "/en/node-events.html");
      assertThat(shifts()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /** The second piece is sent so late that the first has been drawn. */
  private static void sendInTwoPieces(HttpExchange exchange) throws IOException {
    var page = Files.readString(BuiltSite.folder().resolve("en/node-events.html"));
    int cut = page.indexOf("</tr>", page.indexOf("<tbody>"));
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, 0);
    try (var body = exchange.getResponseBody()) {
      body.write(page.substring(0, cut).getBytes(UTF_8));
      body.flush();
      Thread.sleep(500);
      body.write(page.substring(cut).getBytes(UTF_8));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The elements that the layout moved since the page was opened, and while it is scrolled. */
  private List<?> shifts() {
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const shifts = [];
            new PerformanceObserver((list) => shifts.push(...list.getEntries()))
              .observe({ type: "layout-shift", buffered: true });
            const frame = () => new Promise(requestAnimationFrame);
            const limit = arguments[0];
            (async () => {
              const { scrollHeight } = document.documentElement;
              for (let step = 0; step <= 4; step++) {
                scrollTo({ top: step / 4 * scrollHeight, behavior: "instant" });
                await frame();
                await frame();
              }
              const sum = shifts.reduce((all, shift) => all + shift.value, 0);
              done(sum < limit ? [] : shifts.flatMap((shift) => shift.sources.map(({ node }) =>
                shift.value + " " + (node?.outerHTML ?? node?.data ?? "").slice(0, 100))));
            })();
            """,
            LAYOUT_SHIFT_MAX);
  }

  private List<WebElement> nodeTabs() {
    return session.all("[role=tab]").stream()
        .filter(tab -> tab.getText().equals("Node.js"))
        .toList();
  }

  private static boolean isSelected(WebElement tab) {
    return "true".equals(tab.getDomAttribute("aria-selected"));
  }

  private double progress() {
    return ((Number)
            session.script(
                """
                const { transform } = getComputedStyle(document.querySelector(".top"), "::after");
                return new DOMMatrix(transform).a;
                """))
        .doubleValue();
  }

  private double top(WebElement element) {
    return ((Number) session.script("return arguments[0].getBoundingClientRect().top", element))
        .doubleValue();
  }
}
