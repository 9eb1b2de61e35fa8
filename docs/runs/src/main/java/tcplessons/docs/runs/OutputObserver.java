package tcplessons.docs.runs;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.Locked;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event;

/**
 * Watches the output files and the exits of all participants, collects the events, and lets the
 * scenario wait for them.
 */
final class OutputObserver implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(2);

  /** A run is over when no participant has printed for this long, or after the limit below. */
  private static final Duration QUIET = Duration.ofMillis(300);

  private static final Duration QUIET_WAIT_MAX = Duration.ofSeconds(2);

  private final Duration waitLimit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Participant> participants = new CopyOnWriteArrayList<>();
  private final List<TimedEvent> events = new ArrayList<>();
  private Thread watcher;
  private volatile boolean over;

  /**
   * @param waitLimit the longest wait for one line or one exit
   */
  OutputObserver(Duration waitLimit) {
    this.waitLimit = waitLimit;
  }

  void start() {
    watcher = Thread.ofPlatform().daemon().name("observer").start(this::watch);
  }

  Duration waitLimit() {
    return waitLimit;
  }

  List<Participant> participants() {
    return List.copyOf(participants);
  }

  @Locked("lock")
  List<TimedEvent> events() {
    return List.copyOf(events);
  }

  void add(Participant participant) {
    participants.add(participant);
  }

  @Locked("lock")
  void note(long micros, DoubleFunction<Event> event) {
    events.add(new TimedEvent(micros, event));
  }

  private void watch() {
    while (!over) {
      collect();
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private void collect() {
    for (var participant : participants) {
      if (participant.hasUnreadOutput()) {
        lock.lock();
        try {
          participant.collect();
          changed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /**
   * Waits for something that the participants do.
   *
   * @param impossible why it cannot happen any more, or null
   */
  void await(String what, BooleanSupplier happened, Supplier<String> impossible) {
    lock.lock();
    try {
      long left = waitLimit.toNanos();
      while (!happened.getAsBoolean()) {
        if (impossible.get() != null) {
          throw new ScenarioException(
              "waited for " + what + ", but " + impossible.get() + ". So far:\n" + soFar());
        }
        if (left <= 0) {
          throw new ScenarioException(
              "waited %d s for %s. So far:%n%s".formatted(waitLimit.toSeconds(), what, soFar()));
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    } finally {
      lock.unlock();
    }
  }

  private String soFar() {
    return participants.stream().map(Participant::soFar).collect(Collectors.joining("\n"));
  }

  void awaitQuiet() {
    long deadline = System.nanoTime() + QUIET_WAIT_MAX.toNanos();
    lock.lock();
    try {
      while (System.nanoTime() < deadline && changed.await(QUIET.toMillis(), MILLISECONDS)) {
        // a participant has printed or exited: wait again
      }
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Stops watching, and collects what is left in the output files, also lines without an end. */
  void finish() {
    close();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      throw ScenarioException.interrupted();
    }
    collect();
    participants.stream().filter(p -> p.exit() == null).forEach(Participant::collectUnfinished);
    participants.forEach(Participant::noteAll);
  }

  @Override
  public void close() {
    over = true;
  }
}
