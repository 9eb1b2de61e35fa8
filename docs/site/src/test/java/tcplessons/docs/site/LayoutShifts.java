package tcplessons.docs.site;

import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** Elements of the open page that moved by themselves. */
record LayoutShifts(ChromeDriver browser) {
  /** A tenth of the cumulative layout shift that Core Web Vitals call good. */
  private static final double SHIFT_MAX = 0.01;

  /**
   * Scrolls to the end of the page.
   *
   * @return what moved since the page was opened, and while it was scrolled
   */
  List<?> whileScrolling() {
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const shifts = [];
            new PerformanceObserver((list) => shifts.push(...list.getEntries()))
              .observe({ type: "layout-shift", buffered: true });
            const frame = () => new Promise(requestAnimationFrame);
            const limit = arguments[0];
            (async () => {
              const { scrollHeight } = document.documentElement;
              for (let step = 0; step <= 4; step++) {
                scrollTo({ top: step / 4 * scrollHeight, behavior: "instant" });
                await frame();
                await frame();
              }
              const sum = shifts.reduce((all, shift) => all + shift.value, 0);
              done(sum < limit ? [] : shifts.flatMap((shift) => shift.sources.map(({ node }) =>
                shift.value + " " + (node?.outerHTML ?? node?.data ?? "").slice(0, 100))));
            })();
            """,
            SHIFT_MAX);
  }
}
