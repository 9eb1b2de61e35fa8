package tcplessons.docs.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.abort;
import static tcplessons.docs.site.Reader.DESKTOP;
import static tcplessons.docs.site.Reader.PHONE;
import static tcplessons.docs.site.Reader.eventually;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tcplessons.docs.site.Reader.Way;

/** What makes a long page pleasant to read. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ComfortTest {

  /** A tenth of what browsers' makers call good. */
  private static final double UNNOTICED = 0.01;

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
  }

  @ParameterizedTest
  @EnumSource
  void a_listing_opens_in_full_at_its_marked_part_and_leads_back(Way way) {
    reader.open(way, "ko/lesson-01.html");
    var listing = reader.find("#listen ~ .listingblock, #listen + * .listingblock");
    var shown = listing.findElement(By.tagName("pre")).getText();
    listing.findElement(By.className("whole-file")).click();
    eventually()
        .until(() -> reader.browser().getCurrentUrl().endsWith("/TcpServer.java.html#listen"));

    var part = reader.find(".part:target");
    assertThat(part.getText().strip()).startsWith(shown.lines().findFirst().orElseThrow());
    assertThat(top(part)).isBetween(0.0, 400.0);
    assertThat(reader.script("return getComputedStyle(arguments[0]).backgroundColor", part))
        .isNotEqualTo(
            reader.script(
                "return"
                    + " getComputedStyle(document.querySelector('.part:not(:target)')).backgroundColor"));

    reader.script("scrollTo(0, 0)");
    reader.find("nav[lang=ko] a").click();
    eventually().until(() -> reader.browser().getCurrentUrl().contains("/ko/lesson-01.html#"));
  }

  @Test
  void a_file_in_full_fits_a_phone_has_its_numbers_beside_its_lines_and_keeps_nobody_out()
      throws Exception {
    reader.width(PHONE);
    for (var source : Site.sourceOfEachKind()) {
      reader.open(Way.FILE, source);
      assertThat(reader.script("return document.documentElement.scrollWidth"))
          .as(source)
          .isEqualTo((long) PHONE);
      var heights =
          reader.texts(
              """
              return [".lines", "pre"].map((part) =>
                String(document.querySelector(part).scrollHeight));
              """);
      assertThat(heights).as(source).hasSize(2).containsOnly(heights.getFirst());
      assertThat(new Axe(reader.browser()).violations("html")).as(source).isEmpty();
      reader.system("dark", "reduce");
      assertThat(new Axe(reader.browser()).violations("html")).as(source).isEmpty();
      reader.system("light", "reduce");
    }
  }

  @Test
  void all_tabs_of_a_page_change_at_once_and_stay_so_on_the_next_page_in_the_other_language() {
    reader.open(Way.SERVER, "en/lesson-06.html");
    assertThat(node()).hasSizeGreaterThan(1).noneMatch(ComfortTest::isSelected);
    node().getLast().click();
    assertThat(node()).allMatch(ComfortTest::isSelected);

    reader.open(Way.SERVER, "ko/lesson-01.html");
    assertThat(node()).isNotEmpty().allMatch(ComfortTest::isSelected);
    reader.script("localStorage.clear()");
  }

  @ParameterizedTest
  @EnumSource
  void a_heading_is_a_link_to_its_section_and_copies_it(Way way) {
    reader
        .browser()
        .executeCdpCommand(
            "Browser.grantPermissions",
            Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    reader.open(way, "en/lesson-01.html");
    var link = reader.find("#run-it > a.anchor");
    link.click();
    var copied = reader.find("body").getDomAttribute("data-link-copied");
    eventually().until(() -> copied.equals(link.getDomAttribute("data-done")));
    var address = reader.browser().getCurrentUrl();
    assertThat(address).isEqualTo(reader.root(way) + "en/lesson-01.html#run-it");
    assertThat(
            reader
                .browser()
                .executeAsyncScript(
                    "navigator.clipboard.readText().then(arguments[arguments.length - 1])"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduce", "no-preference"})
  void a_bar_and_the_list_of_sections_show_how_far_one_has_read(String motion) {
    reader.system("light", motion);
    reader.open(Way.SERVER, "en/lesson-01.html");
    assertThat(read()).isEqualTo(0);
    assertThat(reader.all(".sections a[aria-current]")).isEmpty();

    reader.script("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})");
    eventually().untilAsserted(() -> assertThat(read()).isEqualTo(1));
    var sections = reader.all(".sections a");
    eventually().until(() -> "true".equals(sections.getLast().getDomAttribute("aria-current")));

    reader.script(
        "scrollTo({top: 0.437 * (document.documentElement.scrollHeight - innerHeight), behavior:"
            + " 'instant'})");
    eventually()
        .untilAsserted(() ->
            assertThat(read()).isCloseTo(motion.equals("reduce") ? 0.4 : 0.437, offset(0.005)));
  }

  @Test
  void those_who_want_less_motion_get_none() {
    reader.open(Way.SERVER, "en/lesson-01.html");
    assertThat(reader.script("return getComputedStyle(document.documentElement).scrollBehavior"))
        .isEqualTo("auto");
    assertThat(
            reader.texts(
                """
                return [...document.querySelectorAll("*")].filter((e) => {
                  const { transitionDuration, animationDuration } = getComputedStyle(e);
                  return parseFloat(transitionDuration) > 0 || parseFloat(animationDuration) > 0;
                }).map((e) => e.outerHTML.slice(0, 100));
                """))
        .isEmpty();
  }

  @Test
  void nothing_moves_while_a_page_loads_and_is_scrolled() {
    for (var page : Site.pages("ko")) {
      reader.open(Way.SERVER, page);
      assertThat(shifts()).as(page).isEmpty();
    }
  }

  @Test
  void on_a_phone_nothing_moves_either_and_a_finger_hits_what_it_points_at() throws Exception {
    reader.width(PHONE);
    for (var page : Site.pages("en")) {
      reader.open(Way.SERVER, page);
      assertThat(shifts()).as(page).isEmpty();
      assertThat(new Axe(reader.browser()).violations("html", "target-size")).as(page).isEmpty();
    }
  }

  @Test
  void a_table_does_not_move_when_its_rows_come_late() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SimpleFileServer.createFileHandler(Site.folder()));
    server.createContext("/en/node-events.html", ComfortTest::sendInTwoPieces);
    server.setExecutor(Thread::startVirtualThread); // the style sheet must not wait for the page
    server.start();
    try {
      reader.width(PHONE);
      reader
          .browser()
          .get("http://localhost:" + server.getAddress().getPort() + "/en/node-events.html");
      assertThat(shifts()).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  /** The second after so long that the first has been drawn. */
  private static void sendInTwoPieces(HttpExchange exchange) throws IOException {
    var page = Files.readString(Site.folder().resolve("en/node-events.html"));
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

  /** What moved without being asked to since the page was opened, and while it is scrolled. */
  private List<?> shifts() {
    return (List<?>)
        reader
            .browser()
            .executeAsyncScript(
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
                UNNOTICED);
  }

  private List<WebElement> node() {
    return reader.all("[role=tab]").stream()
        .filter(tab -> tab.getText().equals("Node.js"))
        .toList();
  }

  private static boolean isSelected(WebElement tab) {
    return "true".equals(tab.getDomAttribute("aria-selected"));
  }

  private double read() {
    return ((Number)
            reader.script(
                """
                const { transform } = getComputedStyle(document.querySelector(".top"), "::after");
                return new DOMMatrix(transform).a;
                """))
        .doubleValue();
  }

  private double top(WebElement element) {
    return ((Number) reader.script("return arguments[0].getBoundingClientRect().top", element))
        .doubleValue();
  }
}
