package tcplessons.broadcast;

import static java.util.Locale.ROOT;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations on the command line: {@code 200ms}, {@code 1.5s}, {@code 2m}, {@code 24h}. They are
 * longer than zero and at most 24 hours. Every lesson has the same copy.
 */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,8}(?:\\.\\d{1,6})?)(ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3600_000_000_000L);
  private static final Duration MAX = Duration.ofHours(24);

  @Override
  public Duration convert(String value) {
    var matcher = DURATION.matcher(value);
    if (matcher.matches()) {
      var unit = BigDecimal.valueOf(NANOS.get(matcher.group(2)));
      var duration = Duration.ofNanos(new BigDecimal(matcher.group(1)).multiply(unit).longValue());
      if (duration.compareTo(Duration.ofMillis(1)) >= 0 && duration.compareTo(MAX) <= 0) {
        return duration;
      }
    }
    throw new TypeConversionException(
        "'" + value + "' is not a time from 1ms to 24h, such as 500ms, 1.5s or 2m");
  }

  /** The shortest text that converts to this duration, in whole units: 90s, 1500ms, 2m. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return String.format(ROOT, "%dms", millis);
    }
    long seconds = millis / 1000;
    return String.format(
        ROOT, seconds % 60 == 0 ? "%dm" : "%ds", seconds % 60 == 0 ? seconds / 60 : seconds);
  }
}
