package tcplessons.docs.runs;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tcplessons.docs.model.Event;

/** A fact: the time from the first event of one kind to the next of another. */
record DurationFact(String name, ChronoUnit unit, Predicate<Event> from, Predicate<Event> to) {

  /** Its value, with one decimal digit. */
  String in(List<Event> events) {
    double start = first(events, from);
    var later = events.stream().filter(event -> event.ms() > start).toList();
    double length = (first(later, to) - start) / unit.getDuration().toMillis();
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private double first(List<Event> events, Predicate<Event> wanted) {
    return events.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() ->
            new ScenarioException("no event was observed with which " + name + " begins or ends"))
        .ms();
  }
}
