package tcplessons.docs.see;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.Locked;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.ConnectionTable;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.see.ObservedRun.EventOf;
import tcplessons.docs.see.ObservedRun.Noted;
import tcplessons.docs.see.ObservedRun.Owners;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.Segment;

/**
 * What was observed so far: packets, and the consoles of the reader's programs. All of it has a
 * limit, so that it may run for days.
 */
@RequiredArgsConstructor
final class Observed {

  /** The packets that are kept in memory. */
  static final int SEGMENTS_MAX = 10_000;

  private static final int EVENTS_MAX = 2_000;

  /** Dropped connections are removed together, so that not every packet looks for them. */
  private static final int DROPPED_MAX = 100;

  /** Lines of the consoles that belong to a connection may come so long before or after it. */
  private static final long MARGIN_MICROS = 200_000;

  /** Finds out whose a connection is, or returns null if it is not to be shown. */
  interface Ownership {
    Owners find(Segment first);
  }

  /** Only packets of connections with owners are kept. */
  private final Ownership ownership;

  /** The bytes that are kept for a capture file; 0 if there will be none. */
  private final int frameBytesMax;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ConnectionTable table =
      new ConnectionTable(SEGMENTS_MAX, CaptureView.KEPT_PER_CONNECTION, this::isShown);
  private final Map<CapturedConnection, Owners> owners = new IdentityHashMap<>();
  private final List<OwnProgram> programs = new ArrayList<>();
  private final Deque<Noted> events = new ArrayDeque<>();
  private final List<CapturedFrame> frames = new ArrayList<>();
  private long frameBytes;
  private Owners ownersOfNext;
  private long changes;

  private boolean isShown(Segment first) {
    ownersOfNext = ownership.find(first);
    return ownersOfNext != null;
  }

  @Locked("lock")
  void add(CapturedFrame frame) {
    boolean isShown =
        Segment.decode(frame).filter(segment -> put(() -> table.add(segment))).isPresent();
    if (isShown && frameBytes < frameBytesMax) {
      frames.add(frame);
      frameBytes += frame.bytes().length;
    }
  }

  /** Adds what a tap has forwarded for this client. */
  @Locked("lock")
  void add(Segment segment, InetSocketAddress client) {
    put(() -> table.add(segment, client));
  }

  /** Returns whether the segment belongs to a connection that is shown. */
  private boolean put(Supplier<CapturedConnection> segment) {
    ownersOfNext = null;
    var connection = segment.get();
    if (connection == null) {
      return false;
    }
    if (ownersOfNext != null) {
      owners.put(connection, ownersOfNext);
    }
    if (owners.size() > table.size() + DROPPED_MAX) {
      owners.keySet().removeIf(each -> !table.contains(each));
    }
    change();
    return true;
  }

  @Locked("lock")
  void add(OwnProgram program) {
    programs.add(program);
    change();
  }

  /** Notes an event on the console of a program, given the names of all programs. */
  void note(EventOf event) {
    note(TimedEvent.now(), event);
  }

  @Locked("lock")
  void note(long micros, EventOf event) {
    events.add(new Noted(micros, event));
    if (events.size() > EVENTS_MAX) {
      events.remove();
    }
    change();
  }

  private void change() {
    changes++;
    changed.signalAll();
  }

  /** Waits until more has been observed than the number of changes says, at most a second. */
  @Locked("lock")
  long awaitChange(long known) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(1);
    while (changes == known && left > 0) {
      left = changed.awaitNanos(left);
    }
    return changes;
  }

  @Locked("lock")
  List<CapturedFrame> frames() {
    return List.copyOf(frames);
  }

  @Locked("lock")
  boolean hasConnectionOf(OwnProgram program) {
    return owners.values().stream().anyMatch(o -> o.client() == program || o.server() == program);
  }

  @Locked("lock")
  int connectionCount() {
    return table.count();
  }

  /** The last connections, at most so many. */
  @Locked("lock")
  <T> List<T> lastConnections(int max, Function<CapturedConnection, T> function) {
    var all = table.connections();
    return all.subList(Math.max(0, all.size() - max), all.size()).stream().map(function).toList();
  }

  /** The consoles, and the first connections that have together at most so many packets. */
  @Locked("lock")
  ObservedRun all(int packetsMax) {
    var connections = new ArrayList<CapturedConnection>();
    int packets = 0;
    for (var connection : table.connections()) {
      packets += connection.segments().size();
      if (packets <= packetsMax || connections.isEmpty()) {
        connections.add(connection);
      }
    }
    return ObservedRun.of(programs, events, connections, owners);
  }

  /**
   * One connection, and what the consoles printed at that time; the consoles alone if the
   * connection does not exist.
   */
  @Locked("lock")
  ObservedRun of(int number) {
    var connection =
        table.connections().stream().filter(each -> each.number() == number).findFirst();
    return connection
        .map(found ->
            ObservedRun.of(
                programs,
                events.stream().filter(event -> isDuring(found, event)).toList(),
                List.of(found),
                owners))
        .orElseGet(() -> ObservedRun.of(programs, events, List.of(), owners));
  }

  private static boolean isDuring(CapturedConnection connection, Noted event) {
    var segments = connection.segments();
    return event.micros() > segments.getFirst().micros() - MARGIN_MICROS
        && event.micros() < segments.getLast().micros() + MARGIN_MICROS;
  }
}
