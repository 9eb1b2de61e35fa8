package tcplessons.http;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Dates such as {@code Sun, 06 Nov 1994 08:49:37 GMT}: RFC 9110 section 5.6.7. */
final class HttpDate {

  /** Java's RFC_1123_DATE_TIME prints the days 1 to 9 with one digit; HTTP requires two. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(UTC);

  /** A date in three formats; a recipient accepts them all, a sender uses the first. */
  private static final Pattern IMF_FIXDATE = // Sun, 06 Nov 1994 08:49:37 GMT
      Pattern.compile(
          "(?<weekday>\\w{3}), (?<day>\\d\\d) (?<month>\\w{3}) (?<year>\\d{4})"
              + " (?<time>[\\d:]{8}) GMT");

  private static final Pattern RFC_850 = // Sunday, 06-Nov-94 08:49:37 GMT
      Pattern.compile(
          "(?<weekday>\\w{6,9}), (?<day>\\d\\d)-(?<month>\\w{3})-(?<year>\\d\\d)"
              + " (?<time>[\\d:]{8}) GMT");

  private static final Pattern ASCTIME = // Sun Nov  6 08:49:37 1994
      Pattern.compile(
          "(?<weekday>\\w{3}) (?<month>\\w{3}) (?<day>\\d\\d| \\d)"
              + " (?<time>[\\d:]{8}) (?<year>\\d{4})");

  /** Strict: 30 February is no date. The default style makes it the 28th. */
  private static final DateTimeFormatter WITHOUT_WEEKDAY =
      DateTimeFormatter.ofPattern("dd MMM uuuu HH:mm:ss", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

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
    return parse(text, Instant.now());
  }

  /**
   * @param now decides the century of a year with two digits: the date is at most 50 years later
   */
  static Optional<Instant> parse(String text, Instant now) {
    var match = IMF_FIXDATE.matcher(text);
    if (match.matches() || match.usePattern(ASCTIME).matches()) {
      return date(match, match.group("year"), TextStyle.SHORT);
    }
    if (!match.usePattern(RFC_850).matches()) {
      return Optional.empty();
    }
    var latest = now.atOffset(UTC).plusYears(50);
    int century = latest.getYear() / 100;
    return IntStream.of(century, century - 1)
        .mapToObj(it -> it + match.group("year"))
        .filter(
            year -> !dateTime(match, year).filter(latest.toLocalDateTime()::isBefore).isPresent())
        .findFirst()
        .flatMap(year -> date(match, year, TextStyle.FULL));
  }

  private static Optional<Instant> date(Matcher match, String year, TextStyle weekdayStyle) {
    return dateTime(match, year)
        .filter(it ->
            it.getDayOfWeek()
                .getDisplayName(weekdayStyle, Locale.ENGLISH)
                .equals(match.group("weekday")))
        .map(it -> it.toInstant(UTC));
  }

  private static Optional<LocalDateTime> dateTime(Matcher match, String year) {
    var day = match.group("day").replace(' ', '0');
    var text = String.join(" ", day, match.group("month"), year, match.group("time"));
    try {
      return Optional.of(LocalDateTime.parse(text, WITHOUT_WEEKDAY));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
