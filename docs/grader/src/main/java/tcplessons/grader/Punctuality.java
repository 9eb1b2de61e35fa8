package tcplessons.grader;

import java.time.Duration;

/**
 * Watches whether this machine lets threads run in time. A thread that sleeps for a moment, again
 * and again, is late when the processors are busy, or when the whole machine was suspended.
 */
final class Punctuality implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(5);

  private final long latenessMax;
  private volatile long latest = System.nanoTime();
  private volatile boolean isBroken;
  private volatile boolean isOver;
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::run);

  private Punctuality(Duration latenessMax) {
    this.latenessMax = latenessMax.plus(INTERVAL).toNanos();
  }

  static Punctuality watch(Duration latenessMax) {
    var punctuality = new Punctuality(latenessMax);
    punctuality.watcher.start();
    return punctuality;
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
    isBroken |= !isOver && System.nanoTime() - latest > latenessMax;
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
