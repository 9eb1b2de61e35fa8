package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tcplessons.docs.Words;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.run.SegmentNotes.Note;

/**
 * What each packet of a run does, in plain sentences that are derived from the events before it.
 *
 * <p>The sentences have no subject: a figure shows the sender and the receiver beside them.
 */
final class PacketMeanings {

  private static final long NO_FIN = -1;

  private record Sender(int connection, String address) {}

  /** What one end of a connection has sent so far. */
  private static final class Sent {
    /** The sequence number after the last byte. */
    long end;

    /** The sequence number up to which the other end has acknowledged. */
    long acknowledged;

    /** The sequence number after the FIN. */
    long fin = NO_FIN;

    boolean hasReset;
    Integer window;

    /** Probes since the last packet of the other end. */
    int unansweredProbes;

    int lengthOfLast;

    boolean hasSent() {
      return end > 0;
    }

    boolean hasSentFin() {
      return fin != NO_FIN;
    }
  }

  private final Words words;
  private final Map<Event.Packet, Set<Note>> notes;
  private final Map<Sender, Sent> senders = new HashMap<>();
  private final Map<String, String> signals = new HashMap<>();
  private final Map<Event.Packet, String> meanings = new HashMap<>();

  private PacketMeanings(Words words, Map<Event.Packet, Set<Note>> notes) {
    this.words = words;
    this.notes = notes;
  }

  static Map<Event.Packet, String> of(Run run, Words words) {
    var all = new PacketMeanings(words, SegmentNotes.of(run));
    for (var event : run.events()) {
      if (event instanceof Event.Packet packet) {
        all.add(packet);
      } else if (event instanceof Event.Signal signal && isToEnd(signal.signal())) {
        all.signals.put(signal.who(), signal.signal());
      }
    }
    return all.meanings;
  }

  private static boolean isToEnd(String signal) {
    return !signal.equals("STOP") && !signal.equals("CONT");
  }

  private void add(Event.Packet packet) {
    var own = sent(packet, packet.source());
    var peer = sent(packet, packet.target());
    meanings.put(packet, String.join(" ", sentences(packet, own, peer)));
    update(packet, own, peer);
  }

  private Sent sent(Event.Packet packet, String address) {
    return senders.computeIfAbsent(new Sender(packet.connection(), address), _ -> new Sent());
  }

  private void update(Event.Packet packet, Sent own, Sent peer) {
    own.unansweredProbes = isProbe(packet) ? own.unansweredProbes + 1 : 0;
    if (!packet.lost()) {
      peer.unansweredProbes = 0;
    }
    own.end = Math.max(own.end, packet.end());
    own.lengthOfLast = packet.length();
    if (packet.window() != null) {
      own.window = packet.window();
    }
    own.hasReset |= packet.kind() == Event.SegmentKind.RST;
    if (packet.flags().contains("FIN")) {
      own.fin = packet.end();
    }
    if (packet.flags().contains("ACK")) {
      peer.acknowledged = Math.max(peer.acknowledged, packet.ack());
    }
  }

  private List<String> sentences(Event.Packet packet, Sent own, Sent peer) {
    var said = new ArrayList<String>();
    switch (packet.kind()) {
      case SYN -> said.add(words.say(syn(packet, own)));
      case RST -> said.add(reset(packet, own, peer));
      case DATA, FIN -> dataOrFin(said, packet, own, peer);
      case ACK -> ack(said, packet, own, peer);
    }
    if (isZero(packet.window()) && !isZero(own.window) && packet.kind() != Event.SegmentKind.RST) {
      said.add(words.say("packet.window-zero"));
    }
    if (packet.lost()) {
      said.add(words.say("packet.lost"));
    }
    return said;
  }

  private static boolean isZero(Integer window) {
    return window != null && window == 0;
  }

  private static String syn(Event.Packet packet, Sent own) {
    var key = packet.flags().contains("ACK") ? "packet.syn-ack" : "packet.syn";
    return own.hasSent() ? key + "-again" : key;
  }

  private String reset(Event.Packet packet, Sent own, Sent peer) {
    if (packet.from() == null) {
      return words.say("packet.refused");
    }
    if (own.unansweredProbes > 0) {
      return words.say("packet.reset-gives-up", own.unansweredProbes);
    }
    if (peer.lengthOfLast > 0 && (own.hasSentFin() || own.hasReset)) {
      return words.say("packet.reset-gone");
    }
    // A kernel without the connection cannot acknowledge anything (RFC 9293 section 3.5.2).
    return words.say(packet.flags().contains("ACK") ? "packet.reset" : "packet.reset-unknown");
  }

  private void dataOrFin(List<String> said, Event.Packet packet, Sent own, Sent peer) {
    boolean isFin = packet.flags().contains("FIN");
    boolean isAgain = packet.end() <= own.end;
    if (packet.length() > 0) {
      said.add(words.say(isAgain ? "packet.data-again" : "packet.data", bytes(packet.length())));
    }
    if (isFin && packet.length() > 0) {
      said.add(words.say("packet.also-fin"));
    } else if (isFin) {
      said.add(fin(packet, isAgain, peer));
    }
    var acknowledged = Acknowledged.by(packet, peer);
    if (acknowledged.bytes() > 0) {
      said.add(words.say("packet.also-ack", bytes(acknowledged.bytes())));
    }
    if (acknowledged.fin()) {
      said.add(words.say("packet.also-ack-fin"));
    }
  }

  private String fin(Event.Packet packet, boolean isAgain, Sent peer) {
    if (isAgain) {
      return words.say("packet.fin-again");
    }
    var signal = signals.get(packet.from());
    if (signal != null) {
      return words.say("packet.fin-signal", "SIG" + signal);
    }
    return words.say(peer.hasSentFin() ? "packet.fin-second" : "packet.fin");
  }

  private void ack(List<String> said, Event.Packet packet, Sent own, Sent peer) {
    var acknowledged = Acknowledged.by(packet, peer);
    if (notes.get(packet).contains(Note.ZERO_WINDOW_PROBE)) {
      said.add(words.say("packet.window-probe"));
    } else if (isProbe(packet)) {
      said.add(words.say("packet.probe"));
    } else if (notes.get(packet).contains(Note.WINDOW_UPDATE)) {
      said.add(words.say("packet.window"));
    } else if (notes.get(packet).contains(Note.DUPLICATE_ACK)) {
      said.add(words.say("packet.ack-duplicate"));
    } else if (acknowledged.bytes() > 0) {
      var key = acknowledged.fin() ? "packet.ack-both" : "packet.ack";
      said.add(words.say(key, bytes(acknowledged.bytes())));
    } else if (acknowledged.fin()) {
      said.add(words.say("packet.ack-fin"));
    } else if (acknowledged.syn()) {
      said.add(words.say("packet.handshake"));
    } else if (peer.unansweredProbes > 0) {
      said.add(words.say("packet.probe-answer"));
    } else if (isGreater(packet.window(), own.window)) {
      said.add(words.say("packet.window"));
    } else {
      said.add(words.say("packet.ack-repeated"));
    }
  }

  private boolean isProbe(Event.Packet packet) {
    return notes.get(packet).stream().anyMatch(Note::isProbe);
  }

  private static boolean isGreater(Integer window, Integer before) {
    return window != null && before != null && window > before;
  }

  private String bytes(long count) {
    return words.say("run.bytes", count);
  }

  /** What a packet acknowledges that was not acknowledged before. */
  private record Acknowledged(long bytes, boolean syn, boolean fin) {

    static Acknowledged by(Event.Packet packet, Sent peer) {
      if (!packet.flags().contains("ACK") || packet.ack() <= peer.acknowledged) {
        return new Acknowledged(0, false, false);
      }
      boolean syn = peer.acknowledged == 0;
      boolean fin = packet.ack() == peer.fin && peer.acknowledged < peer.fin;
      long numbers = packet.ack() - peer.acknowledged;
      return new Acknowledged(numbers - (syn ? 1 : 0) - (fin ? 1 : 0), syn, fin);
    }
  }
}
