package tcplessons.docs.capture;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import tcplessons.docs.capture.TcpStates.End;
import tcplessons.docs.capture.TcpStates.State;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;
import tcplessons.grader.capture.SequenceNumbers;
import tcplessons.grader.capture.TcpOption;

/**
 * The segments of one connection. Of a long connection only the first and the last segments are
 * kept, so that neither memory nor a figure grows without a limit.
 */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
public final class CapturedConnection {

  /** Counts from 1 in order of the first segments. */
  private final int number;

  /** The end that has opened the connection. */
  private final InetSocketAddress client;

  private final InetSocketAddress server;

  /** How many segments of the beginning are kept, and as many of the end. */
  private final int kept;

  private final List<Segment> first = new ArrayList<>();
  private final Deque<Segment> last = new ArrayDeque<>();
  private final Map<End, Long> bytes = new EnumMap<>(End.class);
  private long count;

  void add(Segment segment) {
    count++;
    bytes.merge(sender(segment).other(), (long) segment.length(), Long::sum);
    if (first.size() < kept) {
      first.add(segment);
      return;
    }
    last.add(segment);
    if (last.size() > kept) {
      last.remove();
    }
  }

  /** The segments that are kept. */
  public List<Segment> segments() {
    return Stream.concat(first.stream(), last.stream()).toList();
  }

  int keptSegments() {
    return first.size() + last.size();
  }

  /** How many segments between the first and the last ones are not kept. */
  public long omitted() {
    return count - keptSegments();
  }

  public End sender(Segment segment) {
    return segment.source().equals(client) ? End.CLIENT : End.SERVER;
  }

  /** Whether the capture contains the SYN. */
  public boolean isFromSyn() {
    return first.getFirst().has(Flag.SYN);
  }

  /** Whether a tap has reported it: it reports no SYN and no ACK, which all other segments have. */
  public boolean isByTap() {
    return first.stream().noneMatch(segment -> segment.has(Flag.SYN) || segment.has(Flag.ACK));
  }

  private Stream<Segment> sentBy(End end) {
    return first.stream().filter(segment -> sender(segment) == end);
  }

  /** Whether the response to the SYN was RST: the port had no listener. */
  public boolean isRefused() {
    return isFromSyn()
        && sentBy(End.SERVER).findFirst().filter(segment -> segment.has(Flag.RST)).isPresent();
  }

  /** The states that the ends enter with each of the segments that are kept. */
  public List<Map<End, State>> states() {
    return TcpStates.entered(segments(), client);
  }

  /** Counted from the first sequence number of its direction, as Wireshark shows it. */
  public long relativeSeq(Segment segment) {
    return SequenceNumbers.relative(segment.seq(), start(sender(segment)));
  }

  public long relativeAck(Segment segment) {
    return segment.has(Flag.ACK)
        ? SequenceNumbers.relative(segment.ack(), start(sender(segment).other()))
        : 0;
  }

  /**
   * The window in bytes. Both ends scale it if both SYNs had the option, and no end scales the
   * window of a SYN itself (RFC 7323 section 2.2).
   */
  public int window(Segment segment) {
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
  public List<String> options(Segment segment) {
    long start = start(sender(segment).other());
    return segment.options().stream().map(option -> option.show(start)).toList();
  }

  /**
   * The first sequence number of an end: its SYN, or one before its first byte without a SYN. If
   * the end has sent nothing, the other end's acknowledgment number tells it.
   */
  private long start(End end) {
    return sentBy(end)
        .findFirst()
        .map(segment -> segment.has(Flag.SYN) ? segment.seq() : segment.seq() - 1)
        .or(() ->
            sentBy(end.other()).filter(s -> s.has(Flag.ACK)).findFirst().map(s -> s.ack() - 1))
        .orElse(0L);
  }

  public long bytesTo(End end) {
    return bytes.getOrDefault(end, 0L);
  }

  /** The number of segments from the first FIN on. */
  public long closingSegments() {
    return segments().stream().dropWhile(segment -> !segment.has(Flag.FIN)).count();
  }
}
