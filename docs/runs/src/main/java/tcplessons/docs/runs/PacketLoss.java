package tcplessons.docs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/**
 * Segments that the receiving host drops after they have been captured: of one side, of one kind,
 * {@code count} of them from number {@code first} on. Retransmissions count as well.
 *
 * @param sender the side that sends them
 * @param first 0 for the first of its kind
 */
record PacketLoss(Lane sender, Kind kind, int first, int count) {

  /** A kind of segment, as nft(8) matches it and as it is recognized in the capture. */
  @RequiredArgsConstructor
  enum Kind {
    SYN("tcp flags & (syn|ack) == syn", s -> s.has(Flag.SYN) && !s.has(Flag.ACK)),
    /** The headers of a segment without data, with timestamps and without SACK, have 52 bytes. */
    DATA("tcp flags & syn == 0 ip length > 52", s -> s.length() > 0),
    FIN("tcp flags & fin == fin", s -> s.has(Flag.FIN)),
    ACK(
        "tcp flags == ack ip length <= 52",
        s -> s.flags().equals(Set.of(Flag.ACK)) && s.length() == 0);

    private final String rule;
    private final Predicate<Segment> segments;
  }

  static final int ALL = 65536;

  /** The commands for nft(8) on the receiving host. */
  String rules() {
    int last = first + count - 1;
    return """
    add table ip loss
    add chain ip loss input { type filter hook input priority 0; }
    add rule ip loss input ip protocol tcp %s numgen inc mod %d %d-%d drop
    """
        .formatted(kind.rule, ALL, first, last);
  }

  Lane receiver() {
    return sender == Lane.SERVER ? Lane.CLIENT : Lane.SERVER;
  }

  /** The segments, with those marked that were dropped. */
  List<Segment> markIn(List<Segment> segments) {
    var marked = new ArrayList<Segment>();
    int number = 0;
    for (var segment : segments) {
      boolean counts = TwoHosts.sender(segment) == sender && kind.segments.test(segment);
      boolean drops = counts && first <= number && number < first + count;
      marked.add(drops ? segment.withLost(true) : segment);
      number += counts ? 1 : 0;
    }
    return marked;
  }
}
