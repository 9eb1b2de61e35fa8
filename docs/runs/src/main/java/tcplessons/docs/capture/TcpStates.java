package tcplessons.docs.capture;

import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;
import tcplessons.grader.capture.SequenceNumbers;

/**
 * The state that each end of a connection enters with each segment (RFC 9293 section 3.3.2),
 * derived from the segments alone.
 *
 * <p>An end enters a state when it sends the segment of the transition, or receives the one that it
 * needs. The passive end enters SYN-RECEIVED with its SYN ACK. Segments are assumed to arrive as
 * soon as they are sent, with one exception: a FIN that the other end's own FIN does not
 * acknowledge has crossed it. A lost segment changes only the state of its sender, and a FIN behind
 * lost data counts as received when it is acknowledged.
 */
public final class TcpStates {

  public enum End {
    CLIENT,
    SERVER;

    public End other() {
      return this == CLIENT ? SERVER : CLIENT;
    }
  }

  public enum State {
    LISTEN,
    SYN_SENT,
    SYN_RECEIVED,
    ESTABLISHED,
    FIN_WAIT_1,
    FIN_WAIT_2,
    CLOSE_WAIT,
    CLOSING,
    LAST_ACK,
    TIME_WAIT,
    CLOSED;

    @JsonValue
    @Override
    public String toString() {
      return name().replace('_', '-');
    }
  }

  private final List<Segment> segments;
  private final List<Map<End, State>> entered = new ArrayList<>();
  private final Map<End, State> now = new EnumMap<>(End.class);
  private final Map<End, Segment> fins = new EnumMap<>(End.class);
  private final Set<End> arrived = EnumSet.noneOf(End.class);

  private final InetSocketAddress client;

  private TcpStates(List<Segment> segments, InetSocketAddress client) {
    this.segments = segments;
    this.client = client;
    now.put(End.CLIENT, State.CLOSED);
    now.put(End.SERVER, State.LISTEN);
  }

  /**
   * @param segments of one connection
   * @param client the end that has sent the SYN. If the first segment is later than the handshake,
   *     both ends count as established from this segment on
   * @return a map for each segment, empty if neither end changes its state
   */
  static List<Map<End, State>> entered(List<Segment> segments, InetSocketAddress client) {
    var states = new TcpStates(segments, client);
    for (int i = 0; i < segments.size(); i++) {
      states.entered.add(new EnumMap<>(End.class));
      states.step(i);
    }
    return states.entered;
  }

  private End sender(Segment segment) {
    return segment.source().equals(client) ? End.CLIENT : End.SERVER;
  }

  private void step(int index) {
    var segment = segments.get(index);
    var sender = sender(segment);
    if (index == 0 && !segment.has(Flag.SYN)) {
      enter(End.CLIENT, State.ESTABLISHED);
      enter(End.SERVER, State.ESTABLISHED);
    }
    if (segment.has(Flag.RST)) {
      enter(sender, State.CLOSED);
      if (!segment.lost()) {
        enter(sender.other(), State.CLOSED);
      }
      return;
    }
    if (segment.has(Flag.SYN)) {
      synchronise(segment, sender);
      return;
    }
    if (segment.has(Flag.ACK)) {
      acknowledge(segment, sender);
    }
    if (segment.has(Flag.FIN)) {
      finish(index, sender);
    }
  }

  private void synchronise(Segment segment, End sender) {
    if (!segment.has(Flag.ACK)) {
      // The server's state changes with its SYN ACK: the port may have no listener.
      moveIf(sender, State.CLOSED, State.SYN_SENT);
    } else {
      moveIf(sender, State.LISTEN, State.SYN_RECEIVED);
      if (!segment.lost()) {
        moveIf(sender.other(), State.SYN_SENT, State.ESTABLISHED);
      }
    }
  }

  private void acknowledge(Segment segment, End sender) {
    var receiver = sender.other();
    if (acknowledges(segment, receiver) && arrived.add(receiver)) {
      moveIf(sender, State.ESTABLISHED, State.CLOSE_WAIT);
      moveIf(sender, State.FIN_WAIT_2, State.TIME_WAIT);
    }
    if (acknowledges(segment, receiver)) {
      // The sender has received a FIN that crossed its own.
      moveIf(sender, State.FIN_WAIT_1, State.CLOSING);
    }
    if (segment.lost()) {
      return;
    }
    moveIf(receiver, State.SYN_RECEIVED, State.ESTABLISHED);
    if (acknowledges(segment, receiver)) {
      if (fins.containsKey(sender)) {
        moveIf(receiver, State.FIN_WAIT_1, State.TIME_WAIT); // by way of CLOSING
      } else if (!segment.has(Flag.FIN)) {
        moveIf(receiver, State.FIN_WAIT_1, State.FIN_WAIT_2);
      }
      moveIf(receiver, State.CLOSING, State.TIME_WAIT);
      moveIf(receiver, State.LAST_ACK, State.CLOSED);
    }
  }

  private void finish(int index, End sender) {
    var fin = segments.get(index);
    if (fins.putIfAbsent(sender, fin) == null) {
      moveIf(sender, State.ESTABLISHED, State.FIN_WAIT_1);
      moveIf(sender, State.SYN_RECEIVED, State.FIN_WAIT_1);
      moveIf(sender, State.CLOSE_WAIT, State.LAST_ACK);
    }
    if (!fin.lost() && !followsGap(index, sender) && arrived.add(sender)) {
      arrive(index, sender.other());
    }
  }

  /**
   * Whether data before this FIN was lost: its receiver enters no state until the gap is filled.
   */
  private boolean followsGap(int index, End sender) {
    var before =
        segments.stream().limit(index).filter(s -> sender(s) == sender && s.length() > 0).toList();
    return before.stream()
        .filter(Segment::lost)
        .anyMatch(
            gap -> before.stream().noneMatch(other -> !other.lost() && other.seq() == gap.seq()));
  }

  /** A FIN reaches its receiver for the first time. */
  private void arrive(int index, End receiver) {
    boolean acknowledges = acknowledges(segments.get(index), receiver);
    if (!crosses(index, receiver)) {
      moveIf(receiver, State.ESTABLISHED, State.CLOSE_WAIT);
    }
    moveIf(receiver, State.FIN_WAIT_1, acknowledges ? State.TIME_WAIT : State.CLOSING);
    moveIf(receiver, State.FIN_WAIT_2, State.TIME_WAIT);
  }

  private boolean acknowledges(Segment segment, End finOf) {
    var fin = fins.get(finOf);
    return fin != null && SequenceNumbers.compare(segment.ack(), fin.end()) >= 0;
  }

  /** Whether the receiver sends its own FIN before it acknowledges this one. */
  private boolean crosses(int index, End receiver) {
    var fin = segments.get(index);
    return segments.stream()
        .skip(index + 1L)
        .filter(later -> sender(later) == receiver)
        .takeWhile(later -> SequenceNumbers.compare(later.ack(), fin.end()) < 0)
        .anyMatch(later -> later.has(Flag.FIN));
  }

  private void moveIf(End end, State from, State to) {
    if (now.get(end) == from) {
      enter(end, to);
    }
  }

  private void enter(End end, State state) {
    if (now.put(end, state) != state) {
      entered.getLast().put(end, state);
    }
  }
}
