package tcplessons.docs.see;

import java.util.Locale;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.grader.capture.Segment.Flag;

/** How a connection has ended, as far as the capture shows it. */
enum Ending {
  OPEN,
  HALF_CLOSED,
  FIN,
  RST,
  REFUSED;

  static Ending of(CapturedConnection connection) {
    if (connection.isRefused()) {
      return REFUSED;
    }
    var segments = connection.segments();
    if (segments.stream().anyMatch(segment -> segment.has(Flag.RST))) {
      return RST;
    }
    long directions =
        segments.stream()
            .filter(segment -> segment.has(Flag.FIN))
            .map(connection::sender)
            .distinct()
            .count();
    return directions == 2 ? FIN : directions == 1 ? HALF_CLOSED : OPEN;
  }

  /** The key of its words. */
  String key() {
    return "see.ending." + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
