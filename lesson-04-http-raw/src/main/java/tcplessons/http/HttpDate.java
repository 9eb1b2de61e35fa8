package tcplessons.http;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Points in time as HTTP writes them: {@code Sun, 06 Nov 1994 08:49:37 GMT}, RFC 9110 5.6.7. */
final class HttpDate {

  /** RFC_1123_DATE_TIME prints the first nine days of a month without their zero. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(UTC);

  private record Second(long number, String text) {}

  /** What was printed last; many answers share a second. */
  private static volatile Second last = new Second(-1, "");

  private HttpDate() {}

  static String now() {
    long number = System.currentTimeMillis() / 1000;
    var second = last;
    if (second.number != number) {
      second = new Second(number, print(Instant.ofEpochSecond(number)));
      last = second;
    }
    return second.text;
  }

  static String print(Instant instant) {
    return FORMAT.format(instant);
  }

  /** Empty for what is no date: a recipient ignores it then. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(FORMAT.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
