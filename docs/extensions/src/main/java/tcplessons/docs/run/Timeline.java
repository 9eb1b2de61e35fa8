package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.model.Event;

/** The rows of a drawing: events in order, output of one write as one row, and a gap as a row. */
final class Timeline {

  /** A longer time without an event becomes a row; a shorter one is scheduling delay. */
  static final double GAP_MS = 300;

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
        first.ms(), first.who(), first.stream(), first.text() + "\n" + second.text(), first.code());
  }
}
