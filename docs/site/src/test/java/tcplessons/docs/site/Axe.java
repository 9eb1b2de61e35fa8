package tcplessons.docs.site;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** The accessibility rules of axe, applied to a part of the page that is open. */
record Axe(ChromeDriver browser) {

  /**
   * What axe finds in the part, one line an element. What passes is not listed, which would take
   * longer than to look.
   *
   * @param rules those to be applied; none stands for all that axe applies by itself
   */
  List<?> violations(String selector, String... rules) throws Exception {
    browser.executeScript(new EmbeddedResourceAxeProvider().getScript());
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const only = arguments[1].length > 0 ? { runOnly: arguments[1] } : {};
            axe.run(arguments[0], { resultTypes: ["violations"], ...only })
              .then(({ violations }) => violations.flatMap((rule) => rule.nodes.map(
                (node) => `${rule.id}: ${node.html}; ${node.failureSummary}`)))
              .then(done, (problem) => done([String(problem)]));
            """,
            selector,
            List.of(rules));
  }
}
