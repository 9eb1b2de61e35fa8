package tcplessons.docs.runs;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tcplessons.docs.capture.TimedEvent;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.LinkState;
import tcplessons.docs.model.Run.Lane;
import tcplessons.grader.capture.Segment;

/**
 * When the link between two hosts was up and when it was down. Segments are captured on the
 * server's host: those of the client have passed the link.
 *
 * @param changes by microseconds since 1970; the link is up before the first
 */
record LinkHistory(NavigableMap<Long, LinkState> changes) {

  /**
   * The command returns some milliseconds after the link is up. So a client segment captured before
   * that time proves that the link was up, and that the server segment it answers was not lost.
   *
   * @param reported the changes at the times at which their commands returned
   * @param segments in order of time
   */
  static LinkHistory of(NavigableMap<Long, LinkState> reported, List<Segment> segments) {
    var history = new LinkHistory(new TreeMap<>(reported));
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      if (TwoHosts.sender(segment) == Lane.CLIENT && history.isDown(segment.micros())) {
        var before = segments.get(Math.max(0, i - 1));
        history.wasUp(history.loses(before) ? before.micros() : segment.micros());
      }
    }
    return history;
  }

  private void wasUp(long micros) {
    var up = changes.higherKey(micros);
    if (up != null) {
      changes.remove(up);
      changes.put(micros, LinkState.UP);
    }
  }

  private boolean isDown(long micros) {
    var last = changes.floorEntry(micros);
    return last != null && last.getValue() == LinkState.DOWN;
  }

  boolean loses(Segment segment) {
    return TwoHosts.sender(segment) == Lane.SERVER && isDown(segment.micros());
  }

  Stream<TimedEvent> events() {
    return changes.entrySet().stream()
        .map(
            change -> new TimedEvent(change.getKey(), ms -> new Event.Link(ms, change.getValue())));
  }
}
