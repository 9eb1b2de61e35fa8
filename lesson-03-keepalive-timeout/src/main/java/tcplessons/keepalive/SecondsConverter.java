package tcplessons.keepalive;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole seconds, as the kernel takes them for TCP_KEEPIDLE and TCP_KEEPINTVL: tcp(7). */
final class SecondsConverter implements ITypeConverter<Duration> {

  private static final int SECONDS_MAX = 32767;

  @Override
  public Duration convert(String value) {
    var duration = new DurationConverter().convert(value);
    if (duration.getNano() != 0 || duration.toSeconds() > SECONDS_MAX) {
      throw new TypeConversionException(
          "'" + value + "' is not whole seconds (1s to " + SECONDS_MAX + "s)");
    }
    return duration;
  }
}
