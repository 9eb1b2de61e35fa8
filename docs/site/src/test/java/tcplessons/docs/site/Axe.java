package tcplessons.docs.site;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** The accessibility rules of axe, applied to a part of the open page. */
record Axe(ChromeDriver browser) {

  /**
   * The violations in the part, one line for each element. To list the rules that pass would take
   * longer than to apply them.
   *
   * @param rules to apply; the default rules of axe if none is given
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
