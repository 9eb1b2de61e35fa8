package tcplessons.docs.site;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.chrome.ChromeDriver;
import tcplessons.docs.site.Reader.Way;

/**
 * Tests with one reader, who takes one after the other and forgets in between; several classes read
 * side by side.
 *
 * <p>Skipped, with the reason, where no Chromium is installed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class Browsing {
  static final int DESKTOP = Reader.DESKTOP;
  static final int PHONE = Reader.PHONE;
  static final int NARROW = 320;

  Reader reader;
  ChromeDriver browser;

  @BeforeAll
  void start() throws Exception {
    Chromium.missing().ifPresent(reason -> abort(reason));
    reader = Reader.start();
    browser = reader.browser();
  }

  @AfterAll
  void stop() {
    if (reader != null) {
      reader.close();
    }
  }

  @BeforeEach
  void forgetWhatWasBefore() {
    scripts(true);
    width(DESKTOP);
    systemTheme("light");
    for (var way : Way.values()) {
      browser.executeCdpCommand(
          "Storage.clearDataForOrigin",
          Map.of(
              "origin",
              root(way).replaceAll("(?<=://[^/]{0,40})/.*", ""),
              "storageTypes",
              "local_storage"));
    }
  }

  static ConditionFactory eventually() {
    return Reader.eventually();
  }

  /** Opens a page; the front door leads on from itself. */
  void open(Way way, String page) {
    reader.open(way, page);
    if (page.equals("index.html")) {
      eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    }
  }

  String root(Way way) {
    return reader.root(way);
  }

  void width(int width) {
    reader.width(width);
  }

  void systemTheme(String theme) {
    reader.system(theme, "reduce");
  }

  void scripts(boolean enabled) {
    reader.scripts(enabled);
  }

  long number(String expression) {
    return ((Number) reader.script("return Math.round(" + expression + ")")).longValue();
  }
}
