package tcplessons.keepalive;

import java.io.IOException;
import java.time.Duration;

/** How fast a test of real time can be played here and now. */
final class Pace {

  /** A test whose every time is a multiple of a unit. */
  interface Timed {
    void at(Duration unit) throws Exception;
  }

  private static final int FASTEST = 50;
  private static final int SLOWEST = 800;

  private Pace() {}

  /**
   * Plays it fast, and more slowly if that fails: a busy machine makes a thread wait for longer
   * than a short unit, but what is wrong is wrong at any pace.
   */
  static void fastest(Timed test) throws Exception {
    for (int millis = FASTEST; millis < SLOWEST; millis *= 4) {
      try {
        test.at(Duration.ofMillis(millis));
        return;
      } catch (AssertionError | IOException _) {
        // once more, at a slower pace
      }
    }
    test.at(Duration.ofMillis(SLOWEST));
  }
}
