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
 * One order for the lines of all servers, even if the one that gives it dies.
 *
 * <p>Whoever has a line sends it to the coordinator, which passes it on to all; what it passes on
 * comes to everybody in one order. When it dies, one server may have got more of it than the next.
 * So whenever the list of servers changes, all stop, tell each other what they have delivered last,
 * and make up for what they lack. Then each sends again what of its own nobody has got.
 *
 * <p>It knows nothing of the network, and may be called from any thread.
 */
@RequiredArgsConstructor
final class TotalOrder {

  /**
   * How many bytes one server may have got more than the next: no more are sent before the slowest
   * has taken them. JGroups asks for more when a fifth is left, which must be more than one part of
   * a large message, 60,000 bytes. What is remembered must be more than that.
   */
  static final int AHEAD = 512 * 1024;

  private static final int REMEMBERED = 2 * AHEAD;

  /** How many lines of this server may be on their way; whoever says the next one waits. */
  private static final int UNDER_WAY = 256;

  /**
   * What is to be sent.
   *
   * @param to one server, or null: to all of them, this one too
   */
  record Outgoing(Address to, Parcel parcel) {}

  private record Arrival(Address from, Parcel parcel) {}

  private final Consumer<Message> room;
  private final BiConsumer<View, View> changes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  private final long server = ThreadLocalRandom.current().nextLong();
  private long number;
  private final Deque<Entry.Said> unsent = new ArrayDeque<>();
  private final Deque<Entry.Said> sent = new ArrayDeque<>();
  private boolean closed;

  private final Deque<Entry> history = new ArrayDeque<>();
  private int remembered;

  private View view;
  private View agreed;
  private boolean telling;
  private final Map<Address, List<Entry>> told = new HashMap<>();
  private final List<Arrival> early = new ArrayList<>();

  /** Something has been said here. Waits while too much of it is under way. */
  @Locked("lock")
  void say(Message message) throws IOException, InterruptedException {
    while (unsent.size() + sent.size() >= UNDER_WAY && !closed) {
      news.await();
    }
    if (closed) {
      throw new IOException("the cluster takes nothing any more");
    }
    unsent.add(new Entry.Said(server, number++, message));
    news.signalAll();
  }

  /** Whether there is something to send. */
  @Locked("lock")
  boolean hasNext() {
    return telling || agreed != null && agreed == view && !unsent.isEmpty();
  }

  /** Waits for something to send; to be sent in this order. */
  @Locked("lock")
  Outgoing next() throws InterruptedException {
    while (!hasNext()) {
      news.await();
    }
    if (telling) {
      telling = false;
      return new Outgoing(null, new Parcel(view.getViewId(), true, List.copyOf(history)));
    }
    var line = unsent.remove();
    sent.add(line);
    return new Outgoing(view.getCoord(), new Parcel(view.getViewId(), false, List.of(line)));
  }

  /** The list of servers is another one. Nothing is delivered until all on it have told. */
  // tag::agree[]
  @Locked("lock")
  void change(View next) {
    view = next;
    told.clear();
    telling = true; // <1>
    news.signalAll();
    receiveEarly();
  }

  @Locked("lock")
  void receive(Address from, Parcel parcel) {
    int age = view == null ? 1 : parcel.view().compareTo(view.getViewId());
    if (age > 0 || age == 0 && view != agreed && !parcel.isHistory()) {
      early.add(new Arrival(from, parcel)); // <2>
    } else if (age == 0 && parcel.isHistory()) {
      told.put(from, parcel.entries());
      if (told.keySet().containsAll(view.getMembers())) {
        agree();
      }
    } else if (age == 0) {
      parcel.entries().forEach(this::deliver);
    } // <3>
  }

  private void agree() {
    for (var member : view.getMembers()) {
      catchUp(told.get(member));
    }
    changes.accept(agreed, view); // <4>
    remember(new Entry.Agreed(view.getViewId()));
    agreed = view;
    while (!sent.isEmpty()) {
      unsent.addFirst(sent.removeLast()); // <5>
    }
    news.signalAll();
    receiveEarly();
  }

  /** Whoever has what we have, in the same order, may have more. A newcomer has nothing yet. */
  private void catchUp(List<Entry> others) {
    int last = history.isEmpty() ? -1 : others.lastIndexOf(history.peekLast()); // <6>
    if (last >= 0 || history.isEmpty()) {
      others.subList(last + 1, others.size()).forEach(this::deliver);
    }
  }

  // end::agree[]

  private void receiveEarly() {
    var arrivals = List.copyOf(early);
    early.clear();
    arrivals.forEach(arrival -> receive(arrival.from, arrival.parcel));
  }

  private void deliver(Entry entry) {
    remember(entry);
    if (entry instanceof Entry.Said said && agreed != null) {
      if (said.server() == server) {
        sent.remove();
        news.signalAll();
      }
      room.accept(said.message());
    }
  }

  private void remember(Entry entry) {
    history.add(entry);
    remembered += entry.size();
    while (remembered > REMEMBERED) {
      remembered -= history.remove().size();
    }
  }

  /** Nothing can be said any more. */
  @Locked("lock")
  void close() {
    closed = true;
    news.signalAll();
  }
}
