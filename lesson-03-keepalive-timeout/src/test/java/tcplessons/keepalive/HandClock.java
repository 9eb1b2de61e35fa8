package tcplessons.keepalive;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * A clock that a test turns by hand: time passes only in {@link #turn}, and what is due by then has
 * been done when that returns.
 */
final class HandClock implements Alarm {

  private record Entry(long due, FutureTask<Void> task) {}

  private final Queue<Entry> entries = new PriorityQueue<>(Comparator.comparingLong(Entry::due));
  private final Map<Integer, Runnable> interludes = new HashMap<>();
  private long now;
  private int set;
  private int asked;

  /** Does this when the clock is asked for the n-th time, before it answers. */
  synchronized HandClock when(int asked, Runnable interlude) {
    interludes.put(asked, interlude);
    return this;
  }

  @Override
  public long nanos() {
    Runnable interlude;
    synchronized (this) {
      interlude = interludes.getOrDefault(++asked, () -> {});
    }
    interlude.run();
    synchronized (this) {
      return now;
    }
  }

  @Override
  public synchronized Future<?> in(long nanos, Runnable task) {
    set++;
    var entry = new Entry(now + nanos, new FutureTask<>(task, null));
    entries.add(entry);
    return entry.task;
  }

  /** Lets time pass, and stops at every moment for which something is set. */
  void turn(Duration time) {
    long end;
    synchronized (this) {
      end = now + time.toNanos();
    }
    for (var task = next(end); task != null; task = next(end)) {
      task.run();
      if (!task.isCancelled()) {
        task.resultNow(); // or the exception, which a timer would swallow
      }
    }
  }

  private synchronized FutureTask<Void> next(long end) {
    if (entries.isEmpty() || entries.peek().due > end) {
      now = Math.max(now, end);
      return null;
    }
    now = Math.max(now, entries.peek().due);
    return entries.remove().task;
  }

  /** How often the time was asked for. */
  synchronized int asked() {
    return asked;
  }

  /** How many entries were ever made. */
  synchronized int set() {
    return set;
  }

  /** How many entries are waiting for their time. */
  synchronized int waiting() {
    return (int) entries.stream().filter(entry -> !entry.task.isDone()).count();
  }

  /** The time of the next entry. */
  synchronized Duration due() {
    return Duration.ofNanos(entries.element().due);
  }
}
