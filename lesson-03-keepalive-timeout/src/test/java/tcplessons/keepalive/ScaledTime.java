package tcplessons.keepalive;

import java.io.IOException;
import java.time.Duration;

/** Runs a test of real time with a short unit of time, and with longer ones if that fails. */
final class ScaledTime {

  /** A test in which all durations are multiples of a unit. */
  interface TimedTest {
    void run(Duration unit) throws Exception;
  }

  private static final int UNIT_MILLIS_MIN = 50;
  private static final int UNIT_MILLIS_MAX = 800;

  private ScaledTime() {}

  /** A busy machine can delay a thread for longer than a short unit; a bug fails with any unit. */
  static void run(TimedTest test) throws Exception {
    for (int millis = UNIT_MILLIS_MIN; millis < UNIT_MILLIS_MAX; millis *= 4) {
      try {
        test.run(Duration.ofMillis(millis));
        return;
      } catch (AssertionError | IOException _) {
        // Again, with a longer unit.
      }
    }
    test.run(Duration.ofMillis(UNIT_MILLIS_MAX));
  }
}
