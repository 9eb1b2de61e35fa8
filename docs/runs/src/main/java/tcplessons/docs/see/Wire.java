package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tcplessons.docs.capture.TapCapture;
import tcplessons.grader.capture.LiveCapture;

/**
 * Observes the connections of the reader's programs: it captures their packets, or starts the tap
 * of lesson 02 before each server where capturing is not allowed.
 *
 * <p>Only the ports of these programs are captured. With every packet of a busy machine, the
 * kernel's buffer overflows, and the capture loses the few that are to be drawn.
 */
final class Wire implements AutoCloseable {

  private final Observed observed;
  private final int frameBytes;
  private final PrintStream err;
  private final Set<Integer> ports = new TreeSet<>();
  private final List<LiveCapture> captures = new ArrayList<>();
  private final List<TapCapture> taps = new ArrayList<>();
  private boolean allPorts;
  private boolean isCaptured;

  /**
   * @param frameBytes how many bytes of each frame are captured
   */
  Wire(Observed observed, int frameBytes, PrintStream err) {
    this.observed = observed;
    this.frameBytes = frameBytes;
    this.err = err;
  }

  /**
   * Begins to capture packets of ports that are known before the programs start.
   *
   * @param known if there is none, packets of all ports are captured
   */
  void start(Set<Integer> known) {
    ports.addAll(known);
    allPorts = known.isEmpty();
    capture(known);
  }

  private void capture(Collection<Integer> added) {
    var filter =
        allPorts
            ? "tcp"
            : added.stream().map(port -> "tcp port " + port).collect(Collectors.joining(" or "));
    var capture = LiveCapture.start(filter, frameBytes, observed::add);
    capture.ifPresent(captures::add);
    isCaptured = capture.isPresent();
  }

  boolean isCaptured() {
    return isCaptured;
  }

  /** Observes a server that listens now. Returns what changes the commands of its clients. */
  UnaryOperator<String> observe(OwnProgram server) {
    if (isCaptured && !allPorts) {
      var added = server.listening();
      added.removeAll(ports);
      ports.addAll(added);
      if (!added.isEmpty()) {
        capture(added);
      }
    }
    return isCaptured ? UnaryOperator.identity() : tap(server);
  }

  private UnaryOperator<String> tap(OwnProgram server) {
    var change = UnaryOperator.<String>identity();
    for (int port : server.listening()) {
      try {
        int tap = tap(0, "127.0.0.1:" + port);
        var before = change;
        change = text -> before.apply(text).replaceAll("\\b" + port + "\\b", "" + tap);
      } catch (IOException e) {
        err.println(e.getMessage());
      }
    }
    return change;
  }

  /** Starts a tap, and returns its port. */
  int tap(int port, String server) throws IOException {
    var tap = TapCapture.start(port, server, 0, observed::add);
    taps.add(tap);
    return tap.port();
  }

  /** Waits for the last packets. */
  void catchUp() {
    for (var capture : captures) {
      if (!capture.catchUp()) {
        err.println("the last packets have not arrived in time, so they are missing");
      }
    }
  }

  @Override
  public void close() {
    taps.forEach(TapCapture::close);
    captures.forEach(LiveCapture::close);
  }
}
