package tcplessons.docs.runs;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import tcplessons.docs.runs.Segment.Flag;
import tcplessons.docs.runs.TcpStates.End;
import tcplessons.docs.runs.TcpStates.State;

/**
 * The segments of one connection, from its SYN on.
 *
 * @param number counts from 1 in order of SYN
 */
record CapturedConnection(int number, List<Segment> segments) {

  /** Sorts segments by connection. Connections that were open before the capture are left out. */
  static List<CapturedConnection> of(List<Segment> segments) {
    var all = new ArrayList<CapturedConnection>();
    var open = new LinkedHashMap<Set<InetSocketAddress>, CapturedConnection>();
    for (var segment : segments) {
      var ends = Set.of(segment.source(), segment.target());
      var connection = open.get(ends);
      if (segment.has(Flag.SYN)
          && !segment.has(Flag.ACK)
          && !isRetransmitted(segment, connection)) {
        connection = new CapturedConnection(all.size() + 1, new ArrayList<>());
        all.add(connection);
        open.put(ends, connection);
      }
      if (connection != null) {
        connection.segments.add(segment);
      }
    }
    return all;
  }

  private static boolean isRetransmitted(Segment syn, CapturedConnection connection) {
    return connection != null
        && connection.syn().seq() == syn.seq()
        && connection.syn().source().equals(syn.source());
  }

  Segment syn() {
    return segments.getFirst();
  }

  End sender(Segment segment) {
    return TcpStates.sender(segment, syn());
  }

  private Stream<Segment> sentBy(End end) {
    return segments.stream().filter(segment -> sender(segment) == end);
  }

  /** Whether the response to the SYN was RST: the port had no listener. */
  boolean isRefused() {
    return sentBy(End.SERVER).findFirst().filter(segment -> segment.has(Flag.RST)).isPresent();
  }

  List<Map<End, State>> states() {
    return TcpStates.entered(segments);
  }

  /** Counted from the first sequence number of its direction, as Wireshark shows it. */
  long relativeSeq(Segment segment) {
    return SequenceNumbers.relative(segment.seq(), start(sender(segment)));
  }

  long relativeAck(Segment segment) {
    return segment.has(Flag.ACK)
        ? SequenceNumbers.relative(segment.ack(), start(sender(segment).other()))
        : 0;
  }

  /**
   * The window in bytes. Both ends scale it if both SYNs had the option, and no end scales the
   * window of a SYN itself (RFC 7323 section 2.2).
   */
  int window(Segment segment) {
    var sender = sender(segment);
    var shift = shift(sender);
    return segment.has(Flag.SYN) || shift.isEmpty() || shift(sender.other()).isEmpty()
        ? segment.window()
        : segment.window() << shift.getAsInt();
  }

  private OptionalInt shift(End end) {
    return sentBy(end)
        .filter(segment -> segment.has(Flag.SYN))
        .flatMap(syn -> syn.options().stream())
        .filter(TcpOption.WindowScale.class::isInstance)
        .mapToInt(option -> ((TcpOption.WindowScale) option).shift())
        .findFirst();
  }

  /** The options as text. SACK blocks count like acknowledgment numbers. */
  List<String> options(Segment segment) {
    long start = start(sender(segment).other());
    return segment.options().stream().map(option -> option.show(start)).toList();
  }

  /** The first sequence number of an end: its SYN, or one before its first byte without a SYN. */
  private long start(End end) {
    return sentBy(end)
        .mapToLong(segment -> segment.has(Flag.SYN) ? segment.seq() : segment.seq() - 1)
        .findFirst()
        .orElse(0);
  }

  long bytesTo(End end) {
    return sentBy(end.other()).mapToLong(segment -> segment.payload().length).sum();
  }

  /** The number of segments from the first FIN on. */
  long closingSegments() {
    return segments.stream().dropWhile(segment -> !segment.has(Flag.FIN)).count();
  }
}
