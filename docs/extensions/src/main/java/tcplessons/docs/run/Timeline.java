package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.model.Event;

/** The rows of a drawing: events in order, lines printed together as one, silences folded. */
final class Timeline {

  /** Less is the ordinary pace of programs and of the scheduler; more is a wait worth a row. */
  static final double SILENCE_MS = 300;

  /** Lines of one write arrive as several events within this time. */
  private static final double TOGETHER_MS = 25;

  sealed interface Row {}

  /** Nothing was observed for {@code ms} milliseconds. */
  record Silence(double ms) implements Row {}

  /** Something was observed, {@code after} milliseconds after the row before. */
  record Moment(Event event, double after) implements Row {}

  private Timeline() {}

  static List<Row> of(List<Event> events) {
    var rows = new ArrayList<Row>();
    double before = 0;
    for (var event : events) {
      var after = event.ms() - before;
      before = event.ms();
      if (after <= TOGETHER_MS && continues(rows, event)) {
        var last = (Moment) rows.remove(rows.size() - 1);
        rows.add(new Moment(joined((Event.Print) last.event(), (Event.Print) event), last.after()));
        continue;
      }
      if (after > SILENCE_MS) {
        rows.add(new Silence(after));
        after = 0;
      }
      rows.add(new Moment(event, after));
    }
    return rows;
  }

  private static boolean continues(List<Row> rows, Event event) {
    return !rows.isEmpty()
        && rows.get(rows.size() - 1) instanceof Moment last
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
