package tcplessons.docs.site;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The browser that is installed on this machine; nothing is downloaded. */
final class Chromium {
  /**
   * Selenium warns that it does not know this Chromium's protocol; the few calls made are stable.
   */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  static {
    SELENIUM.setLevel(Level.SEVERE);
  }

  private Chromium() {}

  /** What is missing for it to run, as a sentence; empty where it can. */
  static Optional<String> missing() {
    if (InstalledBrowser.find().isEmpty()) {
      return Optional.of(InstalledBrowser.NONE);
    }
    return InstalledBrowser.onPath("chromedriver").isEmpty()
        ? Optional.of("no chromedriver on the PATH")
        : Optional.empty();
  }

  /**
   * A browser with a profile of its own, which keeps the messages of its console.
   *
   * @param keepsRequests also keeps every event of the network, which takes CPU time
   */
  static ChromeDriver start(boolean keepsRequests) {
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, keepsRequests ? Level.ALL : Level.OFF);
    var options = new ChromeOptions();
    options.setBinary(InstalledBrowser.find().orElseThrow().toFile());
    options.addArguments(InstalledBrowser.ARGUMENTS);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "ko,en"));
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(InstalledBrowser.onPath("chromedriver").orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    var browser = new ChromeDriver(service, options);
    browser.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    return browser;
  }
}
