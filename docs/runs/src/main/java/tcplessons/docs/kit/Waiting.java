package tcplessons.docs.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for conditions. */
public final class Waiting {

  /**
   * The longest wait for a condition that should hold at once. It allows for a machine that runs
   * other tests at the same time; only a failing test waits this long.
   */
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration LONG_INTERVAL = Duration.ofMillis(200);

  private Waiting() {}

  /** Waits until a condition holds, which is checked every 10 ms. */
  public static void until(String condition, Callable<Boolean> holds) {
    with(LIMIT, INTERVAL, condition).until(holds);
  }

  /** Waits until a condition holds that is expensive to check: it is checked every 200 ms. */
  public static void untilRarely(String condition, Callable<Boolean> holds) {
    untilRarely(LIMIT, condition, holds);
  }

  public static void untilRarely(Duration limit, String condition, Callable<Boolean> holds) {
    with(limit, LONG_INTERVAL, condition).until(holds);
  }

  private static ConditionFactory with(Duration limit, Duration interval, String condition) {
    return Awaitility.await(condition)
        .atMost(limit)
        .pollDelay(Duration.ZERO)
        .pollInterval(interval);
  }
}
