package tcplessons.grader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything that happened in one check, in its order. Several threads write to it. */
final class Transcript {

  private static final byte[] NONE = {};

  private final long start = System.nanoTime();
  private final List<Event> events = new ArrayList<>();
  private volatile long latest = start;

  synchronized void add(String who, Event.Kind kind, byte[] bytes) {
    latest = System.nanoTime();
    var last = events.isEmpty() ? null : events.getLast();
    // The program does not decide how its bytes are divided on their way.
    boolean continues =
        (kind == Event.Kind.RECEIVED || kind == Event.Kind.STDOUT)
            && last != null
            && last.kind() == kind
            && last.who().equals(who);
    if (continues) {
      events.set(events.size() - 1, last.append(bytes));
    } else {
      events.add(Event.of(Duration.ofNanos(latest - start), who, kind, bytes));
    }
  }

  /** The same bytes several times. */
  synchronized void addRepeated(String who, Event.Kind kind, byte[] bytes, int times) {
    latest = System.nanoTime();
    var at = Duration.ofNanos(latest - start);
    events.add(new Event(at, who, kind, bytes, (long) bytes.length * times));
  }

  void add(String who, Event.Kind kind) {
    add(who, kind, NONE);
  }

  /** Something happened that is not shown. */
  void touch() {
    latest = System.nanoTime();
  }

  void addExit(int code) {
    addExit("", code);
  }

  synchronized void addExit(String who, int code) {
    latest = System.nanoTime();
    events.add(new Event(Duration.ofNanos(latest - start), who, Event.Kind.EXITED, NONE, code));
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The time of the last event, as that of {@link System#nanoTime}. */
  long latest() {
    return latest;
  }

  /** The time since the last event. */
  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - latest);
  }
}
