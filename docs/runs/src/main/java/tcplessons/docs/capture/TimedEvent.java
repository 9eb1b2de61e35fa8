package tcplessons.docs.capture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleFunction;
import tcplessons.docs.model.Event;

/**
 * An event by the clock of the machine.
 *
 * @param micros microseconds since 1970
 * @param event creates it, given its milliseconds since the first event of the run
 */
public record TimedEvent(long micros, DoubleFunction<Event> event) {

  /** The current time in microseconds since 1970, as packets are stamped. */
  public static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  public Event after(long start) {
    return event.apply((micros - start) / 1000.0);
  }
}
