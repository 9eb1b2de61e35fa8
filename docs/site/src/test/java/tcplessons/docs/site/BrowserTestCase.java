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
import tcplessons.docs.site.BrowserSession.Scheme;

/**
 * Tests that share one browser and run one after the other; its storage is cleared between them.
 * Several classes run in parallel.
 *
 * <p>Skipped, with the reason, where no Chromium is installed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class BrowserTestCase {
  static final int DESKTOP = BrowserSession.DESKTOP;
  static final int PHONE = BrowserSession.PHONE;
  static final int NARROW = 320;

  BrowserSession session;
  ChromeDriver browser;

  @BeforeAll
  void start() throws Exception {
    Chromium.missing().ifPresent(reason -> abort(reason));
    session = BrowserSession.start(keepsRequests());
    browser = session.browser();
  }

  /** Whether the browser keeps the events of its network. */
  boolean keepsRequests() {
    return false;
  }

  @AfterAll
  void stop() {
    if (session != null) {
      session.close();
    }
  }

  @BeforeEach
  void resetTheBrowser() {
    scripts(true);
    width(DESKTOP);
    systemTheme("light");
    for (var scheme : Scheme.values()) {
      browser.executeCdpCommand(
          "Storage.clearDataForOrigin",
          Map.of(
              "origin",
              root(scheme).replaceAll("(?<=://[^/]{0,40})/.*", ""),
              "storageTypes",
              "local_storage"));
    }
  }

  static ConditionFactory eventually() {
    return BrowserSession.eventually();
  }

  /** Opens a page; the front page redirects to a language. */
  void open(Scheme scheme, String page) {
    session.open(scheme, page);
    if (page.equals("index.html")) {
      eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    }
  }

  String root(Scheme scheme) {
    return session.root(scheme);
  }

  void width(int width) {
    session.width(width);
  }

  void systemTheme(String theme) {
    session.system(theme, "reduce");
  }

  void scripts(boolean enabled) {
    session.scripts(enabled);
  }

  long number(String expression) {
    return ((Number) session.script("return Math.round(" + expression + ")")).longValue();
  }
}
