package tcplessons.docs.capture;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/** Sorts segments by connection, within a limit. */
public final class ConnectionTable {

  /** Registered ports end and ephemeral ports begin here on Linux: ip(7). */
  private static final int EPHEMERAL_PORTS = 32768;

  private final int segmentsMax;
  private final int keptPerConnection;
  private final Predicate<Segment> isIncluded;

  private final TreeMap<Integer, CapturedConnection> connections = new TreeMap<>();
  private final Map<Set<InetSocketAddress>, CapturedConnection> byEnds = new LinkedHashMap<>();
  private int last;
  private long keptSegments;

  /**
   * @param segmentsMax how many segments are kept. When there are more, the oldest connections are
   *     dropped
   * @param keptPerConnection how many segments of the beginning and of the end of each connection
   *     are kept
   * @param isIncluded whether a connection is included, given its first segment. Without a SYN the
   *     connection was open before the capture
   */
  public ConnectionTable(int segmentsMax, int keptPerConnection, Predicate<Segment> isIncluded) {
    this.segmentsMax = segmentsMax;
    this.keptPerConnection = keptPerConnection;
    this.isIncluded = isIncluded;
  }

  /** The connections of a recording, all of which have begun in it. */
  public static List<CapturedConnection> of(List<Segment> segments) {
    var table = new ConnectionTable(Integer.MAX_VALUE, Integer.MAX_VALUE, ConnectionTable::opens);
    segments.forEach(table::add);
    return table.connections();
  }

  /** Returns the connection of the segment; null if it belongs to none that is included. */
  public CapturedConnection add(Segment segment) {
    return add(segment, isSentByClient(segment) ? segment.source() : segment.target());
  }

  /**
   * @param client the end that has opened the connection
   */
  public CapturedConnection add(Segment segment, InetSocketAddress client) {
    var ends = Set.copyOf(List.of(segment.source(), segment.target()));
    var connection = byEnds.get(ends);
    boolean isOpened = opens(segment) && !isRetransmitted(segment, connection);
    if (isOpened || connection == null) {
      if (!isIncluded.test(segment)) {
        byEnds.remove(ends);
        return null;
      }
      var server = client.equals(segment.source()) ? segment.target() : segment.source();
      connection = new CapturedConnection(++last, client, server, keptPerConnection);
      connections.put(last, connection);
      byEnds.put(ends, connection);
    }
    int before = connection.keptSegments();
    connection.add(segment);
    keptSegments += connection.keptSegments() - before;
    dropOldest(connection);
    return connection;
  }

  private static boolean opens(Segment segment) {
    return segment.has(Flag.SYN) && !segment.has(Flag.ACK);
  }

  private void dropOldest(CapturedConnection except) {
    while (keptSegments > segmentsMax && connections.size() > 1) {
      var oldest = connections.firstEntry().getValue();
      if (oldest == except) {
        oldest = connections.higherEntry(oldest.number()).getValue();
      }
      connections.remove(oldest.number());
      byEnds.remove(Set.copyOf(List.of(oldest.client(), oldest.server())), oldest);
      keptSegments -= oldest.keptSegments();
    }
  }

  private static boolean isRetransmitted(Segment syn, CapturedConnection connection) {
    return connection != null
        && connection.isFromSyn()
        && connection.first().getFirst().seq() == syn.seq()
        && connection.client().equals(syn.source());
  }

  /** Without the SYN: the client has the ephemeral port, or else the greater one. */
  private static boolean isSentByClient(Segment segment) {
    if (segment.has(Flag.SYN)) {
      return !segment.has(Flag.ACK);
    }
    int source = segment.source().getPort();
    int target = segment.target().getPort();
    boolean differ = (source >= EPHEMERAL_PORTS) != (target >= EPHEMERAL_PORTS);
    return differ ? source >= EPHEMERAL_PORTS : source >= target;
  }

  /** In order of their first segments. */
  public List<CapturedConnection> connections() {
    return List.copyOf(connections.values());
  }

  /** How many connections are kept. */
  public int size() {
    return connections.size();
  }

  /** Whether the connection has not been dropped. */
  public boolean contains(CapturedConnection connection) {
    return connections.get(connection.number()) == connection;
  }

  /** How many connections there were, with those that were dropped. */
  public int count() {
    return last;
  }
}
