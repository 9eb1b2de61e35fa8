package tcplessons.keepalive;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;

/** A clock that wakes: the real one, or one that a test turns by hand. */
interface Alarm {

  /** One timer for the whole JVM, whoever waits; what it starts must not block. */
  Alarm SYSTEM =
      new Alarm() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Future<?> in(long nanos, Runnable task) {
          return ForkJoinPool.commonPool().schedule(task, nanos, NANOSECONDS);
        }
      };

  /** Nanoseconds since some moment; only differences mean something. */
  long nanos();

  /** Starts the task after so many nanoseconds, unless the future is cancelled before. */
  Future<?> in(long nanos, Runnable task);
}
