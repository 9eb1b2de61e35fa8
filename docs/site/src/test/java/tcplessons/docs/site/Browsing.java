package tcplessons.docs.site;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.time.Duration;
import java.util.List;
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

/**
 * Reads the site in one Chromium, which takes one test of a class after the other; several classes
 * read side by side.
 *
 * <p>Skipped, with the reason, where no Chromium is installed.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class Browsing {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;
  static final int NARROW = 320;

  /** The two ways to read the site. */
  enum Origin {
    SERVER,
    FILE
  }

  ChromeDriver browser;
  private Serving server;

  @BeforeAll
  void start() throws Exception {
    Chromium.missing().ifPresent(reason -> abort(reason));
    server = Serving.start(Site.folder());
    browser = Chromium.start();
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
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

  /** On a busy machine a browser takes its time. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30));
  }

  void open(Origin origin, String page) {
    browser.get(root(origin) + page);
    if (page.equals("index.html")) {
      eventually().until(() -> browser.getCurrentUrl().endsWith("/ko/index.html"));
    }
  }

  String root(Origin origin) {
    return switch (origin) {
      case SERVER -> "http://localhost:" + server.port() + "/";
      case FILE -> "file://" + Site.folder().toUri().getRawPath();
    };
  }

  void width(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < DESKTOP));
  }

  void systemTheme(String theme) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void scripts(boolean enabled) {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
  }

  long number(String expression) {
    return ((Number) browser.executeScript("return Math.round(" + expression + ")")).longValue();
  }
}
