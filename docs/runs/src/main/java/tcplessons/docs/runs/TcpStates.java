package tcplessons.docs.runs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tcplessons.docs.runs.Packet.Flag;

/**
 * Which state each end of one connection enters with each packet: RFC 9293, section 3.3.2, told
 * from the packets alone.
 *
 * <p>An end enters a state when it sends what the transition sends, or receives what it needs. The
 * passive end enters SYN-RECEIVED with the SYN ACK that proves it. The wire is taken as instant,
 * with one exception: a FIN that the other end's own FIN does not acknowledge has crossed it. What
 * is lost changes only its sender.
 */
final class TcpStates {

  enum End {
    CLIENT,
    SERVER;

    End other() {
      return this == CLIENT ? SERVER : CLIENT;
    }
  }

  enum State {
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

  private final List<Packet> packets;
  private final List<Map<End, State>> entered = new ArrayList<>();
  private final Map<End, State> now = new EnumMap<>(End.class);
  private final Map<End, Packet> fins = new EnumMap<>(End.class);
  private final Set<End> arrived = EnumSet.noneOf(End.class);

  private TcpStates(List<Packet> packets) {
    this.packets = packets;
    now.put(End.CLIENT, State.CLOSED);
    now.put(End.SERVER, State.LISTEN);
  }

  /**
   * @param packets one connection's, from its SYN on
   * @return a map for each packet, empty where neither end changes its state
   */
  static List<Map<End, State>> entered(List<Packet> packets) {
    var states = new TcpStates(packets);
    for (int i = 0; i < packets.size(); i++) {
      states.entered.add(new EnumMap<>(End.class));
      states.step(i);
    }
    return states.entered;
  }

  static End sender(Packet packet, Packet syn) {
    return packet.source().equals(syn.source()) ? End.CLIENT : End.SERVER;
  }

  private void step(int index) {
    var packet = packets.get(index);
    var sender = sender(packet, packets.getFirst());
    if (packet.has(Flag.RST)) {
      enter(sender, State.CLOSED);
      if (!packet.lost()) {
        enter(sender.other(), State.CLOSED);
      }
      return;
    }
    if (packet.has(Flag.SYN)) {
      synchronise(packet, sender);
      return;
    }
    if (packet.has(Flag.ACK)) {
      acknowledge(packet, sender);
    }
    if (packet.has(Flag.FIN)) {
      finish(index, sender);
    }
  }

  private void synchronise(Packet packet, End sender) {
    if (!packet.has(Flag.ACK)) {
      // A SYN ACK that does not come leaves the server where it is: nobody may be listening.
      moveIf(sender, State.CLOSED, State.SYN_SENT);
    } else {
      moveIf(sender, State.LISTEN, State.SYN_RECEIVED);
      if (!packet.lost()) {
        moveIf(sender.other(), State.SYN_SENT, State.ESTABLISHED);
      }
    }
  }

  private void acknowledge(Packet packet, End sender) {
    var receiver = sender.other();
    if (acknowledges(packet, receiver)) {
      // Sending this proves that a FIN that crossed the sender's own has arrived there.
      moveIf(sender, State.FIN_WAIT_1, State.CLOSING);
    }
    if (packet.lost()) {
      return;
    }
    moveIf(receiver, State.SYN_RECEIVED, State.ESTABLISHED);
    if (acknowledges(packet, receiver)) {
      if (fins.containsKey(sender)) {
        moveIf(receiver, State.FIN_WAIT_1, State.TIME_WAIT); // by way of CLOSING
      } else if (!packet.has(Flag.FIN)) {
        moveIf(receiver, State.FIN_WAIT_1, State.FIN_WAIT_2);
      }
      moveIf(receiver, State.CLOSING, State.TIME_WAIT);
      moveIf(receiver, State.LAST_ACK, State.CLOSED);
    }
  }

  private void finish(int index, End sender) {
    var fin = packets.get(index);
    if (fins.putIfAbsent(sender, fin) == null) {
      moveIf(sender, State.ESTABLISHED, State.FIN_WAIT_1);
      moveIf(sender, State.SYN_RECEIVED, State.FIN_WAIT_1);
      moveIf(sender, State.CLOSE_WAIT, State.LAST_ACK);
    }
    if (!fin.lost() && arrived.add(sender)) {
      arrive(index, sender.other());
    }
  }

  /** A FIN reaches its receiver for the first time. */
  private void arrive(int index, End receiver) {
    boolean acknowledges = acknowledges(packets.get(index), receiver);
    if (!crosses(index, receiver)) {
      moveIf(receiver, State.ESTABLISHED, State.CLOSE_WAIT);
    }
    moveIf(receiver, State.FIN_WAIT_1, acknowledges ? State.TIME_WAIT : State.CLOSING);
    moveIf(receiver, State.FIN_WAIT_2, State.TIME_WAIT);
  }

  private boolean acknowledges(Packet packet, End finOf) {
    var fin = fins.get(finOf);
    return fin != null && Sequence.compare(packet.ack(), fin.end()) >= 0;
  }

  /** Whether the receiver's own FIN, still to come, was sent before this one reached it. */
  private boolean crosses(int index, End receiver) {
    var fin = packets.get(index);
    return packets.stream()
        .skip(index + 1L)
        .filter(later -> sender(later, packets.getFirst()) == receiver)
        .takeWhile(later -> Sequence.compare(later.ack(), fin.end()) < 0)
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
