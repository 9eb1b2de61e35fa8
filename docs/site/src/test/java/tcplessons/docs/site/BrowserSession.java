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

/** A Chromium that can open the site through lesson 04's file server, and from the folder. */
record BrowserSession(ChromeDriver browser, FileServerProcess server) implements AutoCloseable {
  static final int DESKTOP = 1280;
  static final int PHONE = 390;

  /** The URL schemes by which the site can be read. */
  enum Scheme {
    HTTP,
    FILE
  }

  static BrowserSession start(boolean keepsRequests) throws IOException {
    return new BrowserSession(
        Chromium.start(keepsRequests), FileServerProcess.start(BuiltSite.folder()));
  }

  /** On a busy machine a browser needs seconds to react. */
  static ConditionFactory eventually() {
    return await().atMost(Duration.ofSeconds(30));
  }

  String root(Scheme scheme) {
    return switch (scheme) {
      case HTTP -> "http://localhost:" + server.port() + "/";
      case FILE -> "file://" + BuiltSite.folder().toUri().getRawPath();
    };
  }

  void open(Scheme scheme, String page) {
    browser.get(root(scheme) + page);
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

  /** Types into the element that has the focus. */
  void type(CharSequence keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  Object script(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  /** The result of a script that returns a list of strings. */
  @SuppressWarnings("unchecked")
  List<String> texts(String script, Object... arguments) {
    return (List<String>) script(script, arguments);
  }

  /** Warnings and errors in the console of the browser since the last call. */
  List<String> consoleMessages() {
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
