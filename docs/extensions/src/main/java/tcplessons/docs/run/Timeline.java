package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.model.Event;

/** The rows of a drawing: events in order, output of one write as one row, and a gap as a row. */
final class Timeline {

  /** A longer time without an event becomes a row; a shorter one is scheduling delay. */
  static final double GAP_MS = 300;

  /** Fewer rows are not folded: the line that opens them takes as much room. */
  private static final int FOLDED_ROWS_MIN = 2;

  /** Lines of one write arrive as several events within this time. */
  private static final double TOGETHER_MS = 25;

  sealed interface Row {}

  /** No event for {@code ms} milliseconds. */
  record Gap(double ms) implements Row {}

  /** An event, {@code after} milliseconds after the row before. */
  record EventRow(Event event, double after) implements Row {}

  private Timeline() {}

  static List<Row> of(List<Event> events) {
    var rows = new ArrayList<Row>();
    double before = 0;
    for (var event : events) {
      var after = event.ms() - before;
      before = event.ms();
      if (after <= TOGETHER_MS && continues(rows, event)) {
        var last = (EventRow) rows.remove(rows.size() - 1);
        rows.add(
            new EventRow(joined((Event.Print) last.event(), (Event.Print) event), last.after()));
        continue;
      }
      if (after > GAP_MS) {
        rows.add(new Gap(after));
        after = 0;
      }
      rows.add(new EventRow(event, after));
    }
    return rows;
  }

  /**
   * How many rows at the beginning only start programs and show what they print before the first
   * packet. 0 if these are too few to fold, or if the run has no packets.
   */
  static int rowsBeforeTraffic(List<Row> rows) {
    int count = 0;
    while (count < rows.size() && isStarting(rows.get(count))) {
      count++;
    }
    boolean hasPackets = rows.stream().anyMatch(Timeline::isPacket);
    return hasPackets && count >= FOLDED_ROWS_MIN ? count : 0;
  }

  private static boolean isStarting(Row row) {
    return row instanceof Gap
        || row instanceof EventRow eventRow
            && (eventRow.event() instanceof Event.Start
                || eventRow.event() instanceof Event.Print print && !print.isError());
  }

  private static boolean isPacket(Row row) {
    return row instanceof EventRow eventRow && eventRow.event() instanceof Event.Packet;
  }

  private static boolean continues(List<Row> rows, Event event) {
    return !rows.isEmpty()
        && rows.get(rows.size() - 1) instanceof EventRow last
        && last.event() instanceof Event.Print before
        && event instanceof Event.Print print
        && before.who().equals(print.who())
        && before.stream() == print.stream();
  }

  private static Event.Print joined(Event.Print first, Event.Print second) {
    return new Event.Print(
        first.ms(), first.who(), first.stream(), first.text() + "\n" + second.text());
  }
}
