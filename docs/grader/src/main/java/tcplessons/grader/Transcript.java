package tcplessons.grader;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Everything that happened in one check, in its order. Several threads write to it. */
final class Transcript {

  /** What the names of connections to the grader's server behind a proxy begin with. */
  static final String UPSTREAM = "s";

  private static final byte[] NONE = {};

  private final Duration startOnWallClock =
      Duration.of(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), ChronoUnit.MICROS);
  private final long start = System.nanoTime();
  private final List<Event> events = new ArrayList<>();
  private volatile long latest = start;

  synchronized void add(String who, Event.Kind kind, byte[] bytes) {
    latest = System.nanoTime();
    int at = continued(who, kind);
    if (at < 0) {
      events.add(Event.of(Duration.ofNanos(latest - start), who, kind, bytes));
    } else {
      events.set(at, events.get(at).append(bytes));
    }
  }

  /**
   * The event that these bytes continue, or -1: the program does not decide how its bytes are
   * divided on their way. Of what is too long to be shown, bytes of other connections may lie
   * between.
   */
  private int continued(String who, Event.Kind kind) {
    if (kind != Event.Kind.RECEIVED && kind != Event.Kind.STDOUT) {
      return -1;
    }
    for (int at = events.size() - 1; at >= 0; at--) {
      var event = events.get(at);
      if (event.who().equals(who)) {
        boolean isLatest = at == events.size() - 1;
        return event.kind() == kind && (isLatest || event.isLong()) ? at : -1;
      }
      if (event.kind() != kind) {
        return -1;
      }
    }
    return -1;
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

  /** When the check began, since 1970, as packets are stamped. */
  Duration start() {
    return startOnWallClock;
  }

  /** A time of {@link System#nanoTime}. */
  long nanos(Duration at) {
    return start + at.toNanos();
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
