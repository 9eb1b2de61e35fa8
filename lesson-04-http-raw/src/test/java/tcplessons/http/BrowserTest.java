package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.os.ExecutableFinder;

/** Chromium as the client. The tests share one browser and run one after the other. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
class BrowserTest {

  /** No display, no sandbox (root has none), and no network traffic of its own. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** It warns that it does not know this Chromium's DevTools version, which is not used here. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private ChromeDriver browser;

  @BeforeAll
  void start() {
    assumeTrue(TestProcess.isInstalled("chromium"), "chromium is not installed");
    assumeTrue(TestProcess.isInstalled("chromedriver"), "chromedriver is not installed");
    SELENIUM.setLevel(Level.SEVERE);
    var options = new ChromeOptions();
    options.setBinary(new ExecutableFinder().find("chromium"));
    options.addArguments(ARGUMENTS);
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File(new ExecutableFinder().find("chromedriver")))
            .usingAnyFreePort()
            .build();
    browser = new ChromeDriver(service, options);
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  @Test
  void the_browser_shows_the_page_and_reloads_it() throws Exception {
    try (var running = RunningStep.server(new Hello())) {
      browser.get(RawClient.url(running, "/"));
      assertThat(browser.getTitle()).isEqualTo("HELLO HTTP!");
      assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("HELLO!");
      assertThat(browser.executeScript("return document.documentElement.lang")).isEqualTo("ko");
      browser.navigate().refresh();
      assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("HELLO!");
      assertThat(browser.executeScript("return document.compatMode")).isEqualTo("CSS1Compat");
      running.out.awaitLine("GET /favicon.ico -> 200 OK"); // browsers request it on their own
      assertThat(running.out.lines()).filteredOn("GET / -> 200 OK"::equals).hasSize(2);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void the_browser_loads_a_page_with_its_scripts_on_several_connections(@TempDir Path folder)
      throws Exception {
    fill(folder);
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString())) {
      browser.get(RawClient.url(running, "/"));
      assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("한글 0123456789");
      assertThat(browser.findElement(By.tagName("h1")).getCssValue("color"))
          .isEqualTo("rgba(1, 2, 3, 1)");
      assertThat(connections(running)).isBetween(2, 8);

      browser.navigate().refresh(); // it revalidates its copies
      assertThat(browser.findElement(By.tagName("h1")).getText()).isEqualTo("한글 0123456789");
      assertThat(running.out.lines()).contains("GET / -> 304 Not Modified");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void the_browser_obeys_the_content_security_policy(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("index.html"),
        "<!DOCTYPE html><h1 style='color: rgb(1, 2,"
            + " 3)'>plain</h1><script>document.title='x'</script>");
    try (var running = RunningStep.server(new FileServer(), "--root", folder.toString())) {
      browser.get(RawClient.url(running, "/"));
      assertThat(browser.getTitle()).isEmpty();
      assertThat(browser.findElement(By.tagName("h1")).getCssValue("color"))
          .isEqualTo("rgba(0, 0, 0, 1)");
    }
  }

  @Test
  void the_browser_shows_an_error_page_for_the_response_test() throws Exception {
    try (var running = RunningStep.server(new Inspect())) {
      try {
        browser.get(RawClient.url(running, "/"));
      } catch (WebDriverException e) {
        assertThat(e.getMessage()).contains("ERR_INVALID_HTTP_RESPONSE");
      }
      // It opens two connections and uses either of them for the request.
      running.out.awaitLine(line -> line.endsWith(" answered: test"));
      assertThat(withoutNumbers(running.out.lines()))
          .contains(
              "  GET / HTTP/1.1\\r\\n",
              "  Host: 127.0.0.1:" + running.port() + "\\r\\n",
              "  \\r\\n");
      assertThat(browser.getPageSource()).contains("ERR_INVALID_HTTP_RESPONSE");
    }
  }

  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream().map(line -> line.replaceFirst("#\\d ", "")).toList();
  }

  @Test
  void the_browser_sends_max_age_0_when_it_reloads_a_page_and_not_before() throws Exception {
    var requests = new CapturedOutput();
    Handler handler =
        request -> {
          requests.println(request.target() + " " + request.fields().values("Cache-Control"));
          return Response.of(Status.OK, Response.HTML, new byte[0]);
        };
    try (var running = RunningStep.server(new HandlerStep(handler))) {
      browser.get(RawClient.url(running, "/page"));
      requests.awaitLine("/page []");
      browser.navigate().refresh();
      requests.awaitLine("/page [max-age=0]");
    }
  }

  private static int connections(RunningStep running) {
    return (int) running.out.lines().stream().filter(line -> line.startsWith("connect ")).count();
  }

  /** A page with ten scripts, each of which adds its number. */
  private static void fill(Path folder) throws IOException {
    var page = new StringBuilder("<!DOCTYPE html><meta charset=utf-8>");
    page.append("<link rel=stylesheet href=style.css><h1>한글 </h1>");
    for (int i : IntStream.range(0, 10).toArray()) {
      page.append("<script src='%d.js'></script>".formatted(i));
      Files.writeString(
          folder.resolve(i + ".js"), "document.querySelector('h1').append(%d);".formatted(i));
    }
    Files.writeString(folder.resolve("index.html"), page);
    Files.writeString(folder.resolve("style.css"), "h1 { color: rgb(1, 2, 3) }");
  }
}
