package tcplessons.broadcast;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations on the command line, from 1ms to 24h: {@code 200ms}, {@code 1.5s}, {@code 2m}. Every
 * lesson has the same copy.
 */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final Duration MAX = Duration.ofHours(24);

  @Override
  public Duration convert(String value) {
    if (value.matches("\\d{1,8}(ms|s|m|h)|\\d{1,5}\\.\\d{1,3}s")) {
      var duration =
          value.endsWith("ms")
              ? Duration.ofMillis(Long.parseLong(value.replace("ms", "")))
              : Duration.parse("PT" + value);
      if (duration.isPositive() && duration.compareTo(MAX) <= 0) {
        return duration;
      }
    }
    throw new TypeConversionException(
        "'" + value + "' is not a time from 1ms to 24h, such as 500ms, 1.5s or 2m");
  }

  /** A duration as it can be typed: 5s, 1500ms. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
