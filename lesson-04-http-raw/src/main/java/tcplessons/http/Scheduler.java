package tcplessons.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/**
 * Runs a task after a delay. A time limit is one entry in a timer that all connections share, and
 * takes no thread. Lessons 04 and 06 have the same copy.
 */
interface Scheduler {

  /**
   * The timer of the JVM's common pool, which is a {@link
   * java.util.concurrent.ScheduledExecutorService} since Java 25. The pool has about one thread per
   * core, so a task must not block; closing a socket does not.
   */
  Scheduler SYSTEM =
      new Scheduler() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Future<?> schedule(Duration delay, Runnable task) {
          return ForkJoinPool.commonPool().schedule(task, delay.toNanos(), NANOSECONDS);
        }
      };

  /** The time in nanoseconds from an arbitrary origin: only differences have a meaning. */
  long nanoTime();

  /** Runs the task once after the delay, unless the returned future is cancelled before. */
  Future<?> schedule(Duration delay, Runnable task);
}
