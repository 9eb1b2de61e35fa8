package tcplessons.docs.run;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.SegmentKind;
import tcplessons.docs.model.Run;

/** What a segment is, which its flags do not say: derived from the segments before it. */
final class SegmentNotes {

  /** The words for each are {@code run.NAME}. */
  enum Note {
    /**
     * A segment without data whose sequence number is one less than the next, so that the peer must
     * respond with an ACK (RFC 9293, section 3.8.4).
     */
    KEEP_ALIVE_PROBE,
    /** The same segment, sent because the peer has no room for data (section 3.8.6.1). */
    ZERO_WINDOW_PROBE,
    RETRANSMISSION,
    /** Repeats an acknowledgment number while later data is on its way (RFC 5681, section 2). */
    DUPLICATE_ACK,
    ZERO_WINDOW,
    /** There is room again after a zero window. */
    WINDOW_UPDATE;

    String key() {
      return "run." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isProbe() {
      return this == KEEP_ALIVE_PROBE || this == ZERO_WINDOW_PROBE;
    }
  }

  /** One direction of one connection. */
  private record Direction(int connection, boolean toServer) {
    Direction reverse() {
      return new Direction(connection, !toServer);
    }
  }

  /** What one end has sent so far. */
  private static final class Sent {
    long next = -1;
    Event.Packet last;
    boolean probed;
  }

  private final Map<Direction, Sent> sent = new HashMap<>();

  private SegmentNotes() {}

  static Map<Event.Packet, Set<Note>> of(Run run) {
    var notes = new SegmentNotes();
    var result = new HashMap<Event.Packet, Set<Note>>();
    run.packets().forEach(packet -> result.put(packet, notes.next(packet)));
    return result;
  }

  private Set<Note> next(Event.Packet packet) {
    var direction = new Direction(packet.connection(), packet.toServer());
    var own = sent.computeIfAbsent(direction, key -> new Sent());
    var peer = sent.computeIfAbsent(direction.reverse(), key -> new Sent());
    var notes = notes(packet, own, peer);
    own.probed = notes.stream().anyMatch(Note::isProbe);
    own.next = Math.max(own.next, packet.end());
    own.last = packet;
    return notes;
  }

  private static Set<Note> notes(Event.Packet packet, Sent own, Sent peer) {
    var notes = EnumSet.noneOf(Note.class);
    var kind = packet.kind();
    if (own.last == null || kind == SegmentKind.RST) {
      return notes;
    }
    if (kind != SegmentKind.ACK && packet.end() <= own.next) {
      notes.add(Note.RETRANSMISSION);
    }
    if (isZero(packet)) {
      notes.add(Note.ZERO_WINDOW);
    }
    if (kind == SegmentKind.ACK) {
      noteAck(packet, own, peer, notes);
    }
    return notes;
  }

  private static void noteAck(Event.Packet packet, Sent own, Sent peer, Set<Note> notes) {
    if (packet.seq() == own.next - 1) {
      boolean blocked = peer.last != null && isZero(peer.last);
      notes.add(blocked ? Note.ZERO_WINDOW_PROBE : Note.KEEP_ALIVE_PROBE);
    } else if (packet.ack() == own.last.ack() && own.last.flags().contains("ACK")) {
      boolean sameWindow = Objects.equals(packet.window(), own.last.window());
      if (isZero(own.last) && !isZero(packet)) {
        notes.add(Note.WINDOW_UPDATE);
      } else if (packet.ack() < peer.next && !peer.probed && (sameWindow || hasSack(packet))) {
        notes.add(Note.DUPLICATE_ACK);
      }
    }
  }

  private static boolean isZero(Event.Packet packet) {
    return packet.window() != null && packet.window() == 0;
  }

  /** The SACK blocks of a segment in the notation of tcpdump(8), or null. */
  static String sack(Event.Packet packet) {
    return packet.options().stream()
        .filter(option -> option.startsWith("sack "))
        .map(option -> option.replaceFirst("sack \\d+ ", ""))
        .findFirst()
        .orElse(null);
  }

  private static boolean hasSack(Event.Packet packet) {
    return sack(packet) != null;
  }
}
