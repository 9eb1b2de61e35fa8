package tcplessons.grader;

import java.time.Duration;

/**
 * Watches whether this machine lets threads run in time. A thread that sleeps for a moment, again
 * and again, is late when the processors are busy, or when the whole machine was suspended.
 */
final class StarvationWatch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(5);

  private final long delayMax;
  private volatile long latest = System.nanoTime();
  private volatile boolean isBroken;
  private volatile boolean isOver;
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::run);

  private StarvationWatch(Duration delayMax) {
    this.delayMax = delayMax.plus(INTERVAL).toNanos();
  }

  static StarvationWatch start(Duration delayMax) {
    var watch = new StarvationWatch(delayMax);
    watch.watcher.start();
    return watch;
  }

  private void run() {
    try {
      while (!isBroken) {
        Thread.sleep(INTERVAL);
        look();
        latest = System.nanoTime();
      }
    } catch (InterruptedException _) {
      // the check is over
    }
  }

  private void look() {
    isBroken |= !isOver && System.nanoTime() - latest > delayMax;
  }

  /** Whether a thread was late, or the watcher itself still is. */
  boolean isBroken() {
    look();
    return isBroken;
  }

  @Override
  public void close() {
    look();
    isOver = true;
    watcher.interrupt();
  }
}
