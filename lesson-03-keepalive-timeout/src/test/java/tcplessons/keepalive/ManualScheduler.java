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
 * A scheduler with a manual clock: time passes only in {@link #advance}, and all tasks that are due
 * by then have run when it returns.
 */
final class ManualScheduler implements Scheduler {

  private record Entry(long due, FutureTask<Void> task) {}

  private final Queue<Entry> entries = new PriorityQueue<>(Comparator.comparingLong(Entry::due));
  private final Map<Integer, Runnable> actions = new HashMap<>();
  private long now;
  private int scheduled;
  private int clockReads;

  /** Runs the action when the clock is read for the n-th time, before the read returns. */
  synchronized void beforeClockRead(int n, Runnable action) {
    actions.put(n, action);
  }

  @Override
  public long nanoTime() {
    Runnable action;
    synchronized (this) {
      action = actions.getOrDefault(++clockReads, () -> {});
    }
    action.run();
    synchronized (this) {
      return now;
    }
  }

  @Override
  public synchronized Future<?> schedule(Duration delay, Runnable task) {
    scheduled++;
    var entry = new Entry(now + delay.toNanos(), new FutureTask<>(task, null));
    entries.add(entry);
    return entry.task;
  }

  /** Moves the clock, and stops at each moment at which a task is due. */
  void advance(Duration time) {
    long end;
    synchronized (this) {
      end = now + time.toNanos();
    }
    for (var task = next(end); task != null; task = next(end)) {
      task.run();
      if (!task.isCancelled()) {
        task.resultNow(); // throws if the task has thrown
      }
    }
  }

  /** Moves the clock and runs no task, as if the process had been stopped (SIGSTOP). */
  synchronized void stopProcess(Duration time) {
    now += time.toNanos();
  }

  private synchronized FutureTask<Void> next(long end) {
    if (entries.isEmpty() || entries.peek().due > end) {
      now = Math.max(now, end);
      return null;
    }
    now = Math.max(now, entries.peek().due);
    return entries.remove().task;
  }

  /** How often the clock has been read. */
  synchronized int clockReads() {
    return clockReads;
  }

  /** How many tasks were ever scheduled. */
  synchronized int scheduled() {
    return scheduled;
  }

  /** How many tasks have neither run nor been cancelled. */
  synchronized int pending() {
    return (int) entries.stream().filter(entry -> !entry.task.isDone()).count();
  }

  /** When the next task is due. */
  synchronized Duration nextDue() {
    return Duration.ofNanos(entries.element().due);
  }
}
