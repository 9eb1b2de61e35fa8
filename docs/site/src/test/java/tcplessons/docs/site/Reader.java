package tcplessons.docs.site;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Somebody with a Chromium, to whom lesson 04's file server and the folder itself are open. */
record Reader(ChromeDriver browser, Serving server) implements AutoCloseable {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  /** The two ways to read the site. */
  enum Way {
    SERVER,
    FILE
  }

  static Reader start() throws IOException {
    return new Reader(Chromium.start(), Serving.start(Site.folder()));
  }

  /** On a busy machine a browser takes its time. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30));
  }

  String root(Way way) {
    return switch (way) {
      case SERVER -> "http://localhost:" + server.port() + "/";
      case FILE -> "file://" + Site.folder().toUri().getRawPath();
    };
  }

  void open(Way way, String page) {
    browser.get(root(way) + page);
  }

  void width(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < DESKTOP));
  }

  void system(String theme, String motion) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", motion))));
  }

  void scripts(boolean enabled) {
    browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
  }

  WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  /** Types into whatever has the focus. */
  void type(CharSequence keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  Object script(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  /** What a script finds, as texts. */
  @SuppressWarnings("unchecked")
  List<String> texts(String script, Object... arguments) {
    return (List<String>) script(script, arguments);
  }

  /** What the browser complained about since the last call. */
  List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    browser.quit();
    server.close();
  }
}
