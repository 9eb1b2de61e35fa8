package tcplessons.grader;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.LiveCapture;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;

/**
 * The packets of an attempt on the loopback interface, where this system lets the grader capture
 * them. No attempt waits for the capture: it starts while the program starts.
 */
final class Packets implements AutoCloseable {

  /** Headers and the beginning of the payload. */
  private static final int FRAME_BYTES = 256;

  /** A check may cause many packets: only its first and its last ones are kept. */
  static final int PACKETS_MAX = 100;

  private final CompletableFuture<Optional<LiveCapture>> capture;
  private final Set<Integer> graderPorts = ConcurrentHashMap.newKeySet();
  private final Set<Integer> programPorts = ConcurrentHashMap.newKeySet();
  private final List<Segment> first = new ArrayList<>();
  private final Deque<Segment> last = new ArrayDeque<>();

  private Packets(boolean isCaptured) {
    capture =
        isCaptured
            ? CompletableFuture.supplyAsync(() -> LiveCapture.start("tcp", FRAME_BYTES, this::take))
            : CompletableFuture.completedFuture(Optional.empty());
  }

  /** Starts a capture, if this system allows it. */
  static Packets captured() {
    return new Packets(true);
  }

  static Packets none() {
    return new Packets(false);
  }

  /** The grader listens on this port. */
  void addGraderPort(int port) {
    graderPorts.add(port);
  }

  /** The program listens on this port. */
  void addProgramPort(int port) {
    programPorts.add(port);
  }

  /** Another check begins. */
  synchronized void clear() {
    first.clear();
    last.clear();
  }

  private void take(CapturedFrame frame) {
    Segment.decode(frame)
        .filter(segment -> has(segment.source().getPort()) || has(segment.target().getPort()))
        .ifPresent(this::add);
  }

  private boolean has(int port) {
    return graderPorts.contains(port) || programPorts.contains(port);
  }

  private synchronized void add(Segment segment) {
    if (first.size() < PACKETS_MAX) {
      first.add(segment);
    } else {
      last.add(segment);
      if (last.size() > PACKETS_MAX) {
        last.remove();
      }
    }
  }

  private synchronized List<Segment> segments() {
    var all = new ArrayList<>(first);
    all.addAll(last);
    return all;
  }

  /** The packets of a check so far; empty if this system does not let the grader capture them. */
  Optional<List<Packet>> of(CheckRun run) {
    boolean isComplete = capture.getNow(Optional.empty()).filter(LiveCapture::catchUp).isPresent();
    return isComplete ? Optional.of(packets(run)) : Optional.empty();
  }

  private List<Packet> packets(CheckRun run) {
    Map<InetSocketAddress, String> names = new HashMap<>();
    run.connections().forEach(each -> names.put(each.local(), each.name()));
    // What still comes from connections of the check before has no SYN here.
    Set<Set<InetSocketAddress>> opened = new HashSet<>();
    var packets = new ArrayList<Packet>();
    var start = run.transcript.start();
    for (var segment : segments()) {
      var at = Duration.of(segment.micros(), ChronoUnit.MICROS).minus(start);
      var ends = Set.of(segment.source(), segment.target());
      if (segment.has(Flag.SYN) && !at.isNegative()) {
        opened.add(ends);
      }
      if (opened.contains(ends)) {
        boolean isFromGrader = isFromGrader(segment);
        var own = isFromGrader ? segment.source() : segment.target();
        packets.add(new Packet(at, names.getOrDefault(own, ""), isFromGrader, segment));
      }
    }
    return packets;
  }

  private boolean isFromGrader(Segment segment) {
    return graderPorts.contains(segment.source().getPort())
        || programPorts.contains(segment.target().getPort());
  }

  /** Ends the capture. */
  @Override
  public void close() {
    capture.thenAccept(running -> running.ifPresent(LiveCapture::close));
  }
}
