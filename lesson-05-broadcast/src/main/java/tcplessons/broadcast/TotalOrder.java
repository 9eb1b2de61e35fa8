package tcplessons.broadcast;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lombok.Locked;
import lombok.RequiredArgsConstructor;
import org.jgroups.Address;
import org.jgroups.View;

/**
 * Total order broadcast: all servers deliver the lines of all servers in the same order, even if
 * the coordinator crashes.
 *
 * <p>A server sends its lines to the coordinator, which is the sequencer: it sends them on to all
 * servers, and all receive them in the order in which it does. When the coordinator crashes, one
 * server may have received more of them than another. So after every view change the servers stop
 * delivering, exchange their histories (state exchange), and deliver what they have missed before
 * they install the new view. Then each server retransmits its lines that no survivor has received.
 *
 * <p>This class has no network, and its methods may be called from any thread.
 */
@RequiredArgsConstructor
final class TotalOrder {

  /**
   * Flow control: how many bytes the coordinator may send before the slowest server has received
   * them, so also how far one server can be ahead of another. JGroups requests more credits when a
   * fifth is left, which must be more than one fragment of a large message, 60,000 bytes. The
   * history must be longer than this.
   */
  static final int CREDIT_BYTES_MAX = 512 * 1024;

  private static final int HISTORY_BYTES_MAX = 2 * CREDIT_BYTES_MAX;

  /** How many lines of this server may be unsent or in flight; then {@link #broadcast} blocks. */
  private static final int PENDING_LINES_MAX = 256;

  /**
   * A message to be sent.
   *
   * @param destination one server, or null for all of them, including this one
   */
  record Outgoing(Address destination, ClusterMessage message) {}

  private record ReceivedMessage(Address sender, ClusterMessage message) {}

  private final Consumer<Message> delivery;

  /** Called with the previous view, or null, and the new one. */
  private final BiConsumer<View, View> viewListener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private final long serverId = ThreadLocalRandom.current().nextLong();
  private long nextSequenceNumber;
  private final Deque<LogEntry.Line> unsent = new ArrayDeque<>();
  private final Deque<LogEntry.Line> inFlight = new ArrayDeque<>();
  private boolean closed;

  private final Deque<LogEntry> history = new ArrayDeque<>();
  private int historyBytes;

  private View view;
  private View installedView;
  private boolean historyUnsent;
  private final Map<Address, List<LogEntry>> histories = new HashMap<>();
  private final List<ReceivedMessage> deferred = new ArrayList<>();

  /** Queues a message of this server. Blocks while too many of them are pending. */
  @Locked("lock")
  void broadcast(Message message) throws IOException, InterruptedException {
    while (unsent.size() + inFlight.size() >= PENDING_LINES_MAX && !closed) {
      changed.await();
    }
    if (closed) {
      throw new IOException("the cluster takes nothing any more");
    }
    unsent.add(new LogEntry.Line(serverId, nextSequenceNumber++, message));
    changed.signalAll();
  }

  /** Whether there is a message to be sent. */
  @Locked("lock")
  boolean hasNext() {
    boolean installed = installedView != null && installedView == view;
    return historyUnsent || installed && !unsent.isEmpty();
  }

  /** Waits for the next message to be sent. They must be sent in this order. */
  @Locked("lock")
  Outgoing next() throws InterruptedException {
    while (!hasNext()) {
      changed.await();
    }
    if (historyUnsent) {
      historyUnsent = false;
      return new Outgoing(null, new ClusterMessage(view.getViewId(), true, List.copyOf(history)));
    }
    var line = unsent.remove();
    inFlight.add(line);
    var message = new ClusterMessage(view.getViewId(), false, List.of(line));
    return new Outgoing(view.getCoord(), message);
  }

  /** A view change. Nothing is delivered until the histories of all its servers are here. */
  // tag::view[]
  @Locked("lock")
  void changeView(View next) {
    view = next;
    histories.clear();
    historyUnsent = true; // <1>
    changed.signalAll();
    receiveDeferred();
  }

  // end::view[]

  // tag::receive[]
  @Locked("lock")
  void receive(Address sender, ClusterMessage message) {
    int ahead = view == null ? 1 : message.view().compareTo(view.getViewId());
    if (ahead > 0 || ahead == 0 && view != installedView && !message.isHistory()) {
      deferred.add(new ReceivedMessage(sender, message)); // <1>
    } else if (ahead == 0 && message.isHistory()) {
      histories.put(sender, message.entries());
      if (histories.keySet().containsAll(view.getMembers())) {
        installView(); // <2>
      }
    } else if (ahead == 0) {
      message.entries().forEach(this::deliver);
    } // <3>
  }

  // end::receive[]

  // tag::install[]
  private void installView() {
    for (var server : view.getMembers()) {
      deliverMissing(histories.get(server)); // <1>
    }
    viewListener.accept(installedView, view); // <2>
    addToHistory(new LogEntry.ViewInstalled(view.getViewId()));
    installedView = view;
    while (!inFlight.isEmpty()) {
      unsent.addFirst(inFlight.removeLast()); // <3>
    }
    changed.signalAll();
    receiveDeferred();
  }

  // end::install[]

  /** Delivers what another server has delivered after our last entry. */
  // tag::missing[]
  private void deliverMissing(List<LogEntry> entries) {
    int last = history.isEmpty() ? -1 : entries.lastIndexOf(history.peekLast()); // <1>
    if (last >= 0 || history.isEmpty()) {
      entries.subList(last + 1, entries.size()).forEach(this::deliver);
    }
  }

  // end::missing[]

  private void receiveDeferred() {
    var messages = List.copyOf(deferred);
    deferred.clear();
    messages.forEach(incoming -> receive(incoming.sender, incoming.message));
  }

  private void deliver(LogEntry entry) {
    addToHistory(entry);
    if (entry instanceof LogEntry.Line line && installedView != null) { // else we are joining
      if (line.serverId() == serverId) {
        inFlight.remove();
        changed.signalAll();
      }
      delivery.accept(line.message());
    }
  }

  private void addToHistory(LogEntry entry) {
    history.add(entry);
    historyBytes += entry.bytes();
    while (historyBytes > HISTORY_BYTES_MAX) {
      historyBytes -= history.remove().bytes();
    }
  }

  /** Makes {@link #broadcast} throw, also where it blocks. */
  @Locked("lock")
  void close() {
    closed = true;
    changed.signalAll();
  }
}
