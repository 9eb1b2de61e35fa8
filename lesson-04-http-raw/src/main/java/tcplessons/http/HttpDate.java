package tcplessons.http;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates such as {@code Sun, 06 Nov 1994 08:49:37 GMT}: RFC 9110 section 5.6.7. */
final class HttpDate {

  /** Java's RFC_1123_DATE_TIME prints the days 1 to 9 with one digit; HTTP requires two. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(UTC);

  private record Second(long number, String text) {}

  /** The date that was formatted last: many responses are sent within the same second. */
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

  /** Empty if the text is not a date: the recipient ignores the field, RFC 9110 section 13.1. */
  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(FORMAT.parse(text, Instant::from));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
