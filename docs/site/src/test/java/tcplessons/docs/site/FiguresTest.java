package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tcplessons.docs.site.BrowserSession.Scheme;

/** What a reader can do with the figure of a run. */
class FiguresTest extends BrowserTestCase {

  /** The text of a sheet of A4, in pixels. */
  private static final int PAPER = 700;

  private static final String RUN = "#run-reply-once";
  private static final String MEANING = RUN + " .dock .meaning";
  private static final String WHERE = RUN + " .where";

  @ParameterizedTest
  @EnumSource
  void the_whole_row_of_a_packet_shows_its_details_in_a_strip(Scheme scheme) {
    open(scheme, "en/lesson-01.html");
    var rows = session.all(RUN + " li.packet");

    pointAtLineOf(rows.get(2));
    assertThat(text(MEANING)).startsWith("Completes the handshake");
    pointAtLineOf(rows.get(3));
    assertThat(text(MEANING)).startsWith("Sends 8 bytes");
    assertThat(text(RUN + " .dock .numbers"))
        .contains("after the previous packet", "seq 1", "window ", "options ", "127.0.0.1:");

    new Actions(browser).moveToElement(session.find("#run-it")).perform();
    assertThat(session.find(RUN + " .dock").isDisplayed()).isFalse();
  }

  @Test
  void a_click_pins_the_details_arrow_keys_move_them_and_escape_closes_them() throws Exception {
    open(Scheme.HTTP, "en/lesson-01.html");
    var rows = session.all(RUN + " li.packet");

    click(rows.get(3));
    pointAtLineOf(rows.get(5));
    assertThat(text(MEANING)).startsWith("Sends 8 bytes");
    assertThat(new Axe(browser).violations(RUN)).isEmpty();
    press(Keys.ARROW_DOWN);
    assertThat(text(MEANING)).startsWith("Acknowledges 8 bytes");
    press(Keys.HOME);
    assertThat(text(MEANING)).startsWith("Opens the connection");
    press(Keys.ESCAPE);
    assertThat(session.find(RUN + " .dock").isDisplayed()).isFalse();
    assertThat(browser.switchTo().activeElement().findElement(By.xpath(".."))).isNotNull();
  }

  @Test
  void the_strip_never_covers_the_row_that_it_describes() {
    open(Scheme.HTTP, "en/lesson-01.html");
    for (var row : session.all(RUN + " li.packet")) {
      session.script("arguments[0].querySelector('.label').focus()", row);
      assertThat(
              session.script(
                  """
                  const row = arguments[0].getBoundingClientRect();
                  const strip = document.querySelector(arguments[1]).getBoundingClientRect();
                  return row.bottom <= strip.top + 1 || row.top >= strip.bottom - 1;
                  """,
                  row,
                  RUN + " .sheet"))
          .as(row.getText())
          .isEqualTo(true);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PHONE, NARROW})
  void the_bytes_of_a_packet_stay_in_their_rows_on_a_phone(int width) {
    width(width);
    open(Scheme.HTTP, "en/lesson-04.html");
    var row = session.find("#run-http-inspect li.packet.data");
    session.script("arguments[0].querySelector('.label').focus()", row);
    var bytes = session.find("#run-http-inspect .dock code");

    assertThat(bytes.getText().lines()).hasSize(10);
    assertThat(session.script("return arguments[0].scrollWidth <= arguments[0].clientWidth", bytes))
        .isEqualTo(true);
    assertThat(
            session.script(
                """
                const { lineHeight } = getComputedStyle(arguments[0]);
                return Math.round(arguments[0].clientHeight / parseFloat(lineHeight));
                """,
                bytes))
        .isEqualTo(10L);
  }

  @ParameterizedTest
  @EnumSource
  void a_run_is_stepped_through_by_buttons_and_by_keyboard(Scheme scheme) throws Exception {
    open(scheme, "en/lesson-01.html");
    var rows = session.all(RUN + " .diagram > ol > li:has(> time)");
    session.find(RUN + " .step").click();

    assertThat(text(WHERE)).startsWith("1/" + rows.size() + " · ");
    assertThat(opacity(rows.get(0))).isEqualTo(1);
    assertThat(opacity(rows.get(1))).isLessThan(0.5);
    assertThat(new Axe(browser).violations(RUN + " .lanes")).isEmpty();
    session.find(RUN + " .stepper .next").click();
    session.find(RUN + " .stepper .next").click();
    assertThat(text(WHERE)).startsWith("3/");
    assertThat(text(MEANING)).startsWith("Completes the handshake");
    assertThat(states()).containsExactly("ESTABLISHED", "ESTABLISHED");
    assertThat(session.find(RUN + " .said").getDomProperty("textContent"))
        .contains("client to server", "Completes the handshake");
    session.find(RUN + " .stepper .back").click();
    assertThat(states()).containsExactly("ESTABLISHED", "SYN-RECEIVED");

    var slider = session.find(RUN + " .stepper input");
    slider.sendKeys(Keys.END);
    assertThat(text(WHERE)).startsWith(rows.size() + "/" + rows.size());
    assertThat(slider.getDomAttribute("aria-valuetext")).startsWith(rows.size() + "/");
    slider.sendKeys(Keys.ARROW_LEFT);
    assertThat(text(WHERE)).startsWith(rows.size() - 1 + "/");

    new Actions(browser)
        .moveToElement(rows.get(4).findElement(By.tagName("time")))
        .click()
        .perform();
    assertThat(text(WHERE)).startsWith("5/");
    slider.sendKeys(Keys.ESCAPE);
    assertThat(session.find(RUN + " .stepper").isDisplayed()).isFalse();
    assertThat(rows).allMatch(row -> opacity(row) == 1);
  }

  @Test
  void a_run_plays_until_it_is_paused() {
    open(Scheme.HTTP, "en/lesson-01.html");
    session.find(RUN + " .step").click();
    choose("recorded");
    session.find(RUN + " .play").click();
    eventually().until(() -> Integer.parseInt(text(WHERE).split("/")[0]) > 3);
    session.find(RUN + " .play").click();
    var paused = text(WHERE);
    assertThat(session.find(RUN + " .play").getDomAttribute("aria-label")).isEqualTo("Play");

    choose("step");
    session.find(RUN + " .play").click();
    assertThat(text(WHERE)).isNotEqualTo(paused);
  }

  @Test
  void only_the_figure_of_the_start_page_plays_by_itself_and_only_once() {
    session.system("light", "no-preference");
    open(Scheme.HTTP, "en/index.html");
    session.script("sessionStorage.clear()");
    browser.navigate().refresh();
    session.script("document.querySelector('.run').scrollIntoView({ block: 'center' })");
    eventually().until(() -> !session.all(".run li.later").isEmpty());
    eventually().until(() -> session.all(".run li.later").isEmpty());
    var frame = session.find(".run .diagram").getRect();
    var last = session.find(".run .diagram li.now").getRect();
    assertThat(last.getY() + last.getHeight())
        .isLessThanOrEqualTo(frame.getY() + frame.getHeight());
    browser.navigate().refresh();
    session.script("document.querySelector('.run').scrollIntoView({ block: 'center' })");
    assertThat(session.all(".run li.later")).isEmpty();

    systemTheme("light"); // with reduced motion
    session.script("sessionStorage.clear()");
    browser.navigate().refresh();
    assertThat(session.script("return sessionStorage.getItem('tcp-lessons-played')")).isNull();
  }

  @Test
  void long_texts_are_folded_and_open_by_a_button_and_are_whole_without_scripts_and_in_print() {
    open(Scheme.HTTP, "en/lesson-04.html");
    var folded = session.find("#run-http-hello samp .folded");
    var button = session.find("#run-http-hello samp + .unfold");
    assertThat(folded.isDisplayed()).isFalse();
    button.click();
    assertThat(folded.isDisplayed()).isTrue();
    button.click();
    assertThat(folded.isDisplayed()).isFalse();

    media("print");
    assertThat(folded.isDisplayed()).isTrue();
    assertThat(button.isDisplayed()).isFalse();
    media("");

    scripts(false);
    open(Scheme.HTTP, "en/lesson-04.html");
    assertThat(session.find("#run-http-hello samp .folded").isDisplayed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_packet_leads_to_the_line_behind_it_and_a_chip_leads_back(String language) {
    open(Scheme.HTTP, language + "/lesson-01.html");
    var number = session.find(RUN + " li.packet.data .end.server a.conum");
    var key = number.getDomAttribute("data-code");
    var callout = session.find("#" + key);
    new Actions(browser).moveToElement(number).perform();
    assertThat(callout.getDomAttribute("class")).contains("lit");

    var row = number.findElement(By.xpath("ancestor::li"));
    session.script("arguments[0].querySelector('.label').focus()", row);
    press(Keys.ENTER);
    assertThat(browser.getCurrentUrl()).endsWith("#" + key);
    assertThat(top(callout)).isBetween(0.0, 800.0);

    session.find(".back-to-run").click();
    eventually().until(() -> browser.getCurrentUrl().endsWith("#" + row.getDomAttribute("id")));
    assertThat(top(row)).isBetween(0.0, 800.0);
    assertThat(session.all(".back-to-run")).isEmpty();
  }

  @Test
  void a_line_in_a_tab_that_is_not_shown_is_opened() {
    open(Scheme.HTTP, "en/lesson-01.html");
    session.all("[role=tab]").stream()
        .filter(tab -> tab.getText().equals("Node.js"))
        .findFirst()
        .orElseThrow()
        .click();
    var number = session.find(RUN + " li.packet.fin .end.server a.conum");
    session.script("arguments[0].click()", number);
    assertThat(session.find("#" + number.getDomAttribute("data-code")).isDisplayed()).isTrue();
    session.script("localStorage.clear()");
  }

  /** A reference whose listing is on no page with the figure would be of no use. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void every_reference_to_code_leads_to_a_callout_and_back(String language) throws IOException {
    var pages =
        BuiltSite.pages(language).stream()
            .map(BuiltSite::read)
            .filter(page -> page.selectFirst(".run") != null)
            .toList();
    try (var files = Files.list(Path.of("../runs/recorded"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".code")).toList()) {
        var run = file.getFileName().toString().replace(".code", "");
        for (var key : keys(file)) {
          assertThat(pages)
              .as("%s: %s", file.getFileName(), key)
              .anyMatch(page ->
                  page.selectFirst("#run-" + run + " a[data-code=" + key + "]") != null
                      && page.selectFirst("pre #" + key) != null
                      && page.selectFirst(".colist a.packets[data-code=" + key + "]") != null);
        }
      }
    }
  }

  private static List<String> keys(Path file) throws IOException {
    var reference = Pattern.compile(".*-> (\\S+) (\\S+) (\\d+)");
    return Files.readAllLines(file).stream()
        .map(reference::matcher)
        .filter(line -> line.matches())
        .map(line ->
            "code-%s-%s-%s"
                .formatted(line.group(1).replace('.', '-'), line.group(2), line.group(3)))
        .toList();
  }

  @Test
  void arrows_have_the_width_of_the_wire_and_payloads_are_below_on_the_side_of_their_sender() {
    open(Scheme.HTTP, "en/lesson-04.html");
    assertThat(
            session.texts(
                """
                return [...document.querySelectorAll("#run-http-inspect li.packet")].flatMap((row) => {
                  const box = (part) => row.querySelector(part)?.getBoundingClientRect();
                  const [wire, head, label, payload] =
                    [".wire", ".head", ".label", ".payload"].map(box);
                  const isToServer = row.matches(".to-server");
                  const before = isToServer ? wire.right - head.right : head.left - wire.left;
                  const wrong = [];
                  if (Math.abs(before) > 8) wrong.push("short arrow");
                  if (label.width > wire.width - 90) wrong.push("long label");
                  if (payload && payload.top < label.bottom - 4) wrong.push("payload beside");
                  if (payload && (payload.left - wire.left < wire.right - payload.right) !== isToServer)
                    wrong.push("payload on the other side");
                  return wrong.map((what) => what + ": " + row.textContent);
                });
                """))
        .isEmpty();
  }

  @Test
  void each_process_has_a_lane_and_on_a_phone_a_reader_picks_two() {
    open(Scheme.HTTP, "en/lesson-02.html");
    unfold("#run-tap");
    assertThat(session.all("#run-tap .names .participant")).hasSize(3);
    var rows = session.all("#run-tap li.packet");
    assertThat(rows).allMatch(row -> row.findElements(By.cssSelector(".life")).size() == 3);
    assertThat(session.find("#run-tap .picker").isDisplayed()).isFalse();

    width(PHONE);
    var server = session.find("#run-tap .picker button[value=server]");
    server.click();
    assertThat(session.all("#run-tap li.packet"))
        .filteredOn(WebElement::isDisplayed)
        .hasSize(10)
        .allMatch(row -> row.getDomAttribute("data-of").matches("client tap|tap client"));
    server.click();
    assertThat(session.all("#run-tap li.packet")).allMatch(WebElement::isDisplayed);
  }

  @Test
  void the_states_of_four_lanes_stay_within_the_figure_on_the_screen_and_on_paper() {
    open(Scheme.HTTP, "en/lesson-05.html");
    assertThat(statesOutside("#run-broadcast")).isEmpty();

    width(PAPER);
    media("print");
    assertThat(statesOutside("#run-broadcast")).isEmpty();
    media("");
  }

  private List<String> statesOutside(String run) {
    return session.texts(
        """
        const right = document.querySelector(arguments[0]).getBoundingClientRect().right;
        return [...document.querySelectorAll(arguments[0] + " .state")]
          .filter((state) => state.getBoundingClientRect().right > right)
          .map((state) => state.textContent);
        """,
        run);
  }

  @Test
  void the_names_of_the_lanes_stay_in_sight_on_a_phone() {
    width(PHONE);
    open(Scheme.HTTP, "en/lesson-01.html");
    var last = session.all(RUN + " li.packet").getLast();
    session.script("arguments[0].scrollIntoView({ block: 'end', behavior: 'instant' })", last);
    assertThat(top(session.find(RUN + " .names"))).isBetween(0.0, 100.0);
  }

  @Test
  void the_names_of_the_lanes_are_repeated_on_each_sheet_of_paper() throws IOException {
    open(Scheme.HTTP, "en/lesson-03-keep-alive.html");
    session.script("document.body.replaceChildren(document.querySelector('#run-no-delay'))");
    var data = browser.executeCdpCommand("Page.printToPDF", Map.of()).get("data");
    try (var paper = Loader.loadPDF(Base64.getDecoder().decode((String) data))) {
      assertThat(paper.getNumberOfPages()).isGreaterThan(1);
      var text = new PDFTextStripper();
      for (int page = 1; page <= paper.getNumberOfPages(); page++) {
        text.setStartPage(page);
        text.setEndPage(page);
        assertThat(text.getText(paper)).as("sheet " + page).contains("lesson 3");
      }
    }
  }

  @Test
  void the_meaning_of_the_lines_opens_from_every_figure() {
    open(Scheme.HTTP, "en/lesson-01.html");
    var legend = session.find("#site-legend");
    assertThat(legend.isDisplayed()).isFalse();
    session.find("#run-hello .legend-open").click();
    eventually().until(legend::isDisplayed);
  }

  private void unfold(String selector) {
    session.script(
        """
        const closed = document.querySelector(arguments[0]).closest("details");
        if (closed) closed.open = true;
        """,
        selector);
  }

  private void pointAtLineOf(WebElement row) {
    session.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", row);
    var wire = row.findElement(By.cssSelector(".arrow"));
    int left = -wire.getSize().getWidth() / 2;
    new Actions(browser).moveToElement(wire, left + 40, 0).perform();
  }

  private void click(WebElement row) {
    pointAtLineOf(row);
    new Actions(browser).click().perform();
  }

  private void press(Keys key) {
    browser.switchTo().activeElement().sendKeys(key);
  }

  private void choose(String speed) {
    session.find(RUN + " .stepper option[value=" + speed + "]").click();
  }

  private void media(String media) {
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", media));
  }

  private String text(String selector) {
    return session.find(selector).getText();
  }

  private List<String> states() {
    return Stream.of("client", "server")
        .map(name ->
            session
                .find(RUN + " .names .participant[data-of=" + name + "]")
                .getDomAttribute("data-state"))
        .toList();
  }

  private double opacity(WebElement row) {
    return Double.parseDouble(row.getCssValue("opacity"));
  }

  private double top(WebElement element) {
    return ((Number) session.script("return arguments[0].getBoundingClientRect().top", element))
        .doubleValue();
  }
}
