package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

  private static final Instant NOVEMBER_6 = Instant.parse("1994-11-06T08:49:37Z");
  private static final String AS_IN_RFC_9110 = "Sun, 06 Nov 1994 08:49:37 GMT";

  @Test
  void prints_and_parses_the_example_of_rfc_9110() {
    assertThat(HttpDate.print(NOVEMBER_6)).isEqualTo(AS_IN_RFC_9110);
    assertThat(HttpDate.parse(AS_IN_RFC_9110)).hasValue(NOVEMBER_6);
  }

  // tag::rfc-1123[]
  @Test
  void the_jdks_format_prints_the_day_with_one_digit() {
    var date = NOVEMBER_6.atOffset(ZoneOffset.UTC);
    assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.format(date))
        .isEqualTo("Sun, 6 Nov 1994 08:49:37 GMT");
  }

  // end::rfc-1123[]

  @ParameterizedTest
  @ValueSource(strings = {"Mon ~", "", "Sun, 6 Nov 1994 08:49:37 GMT", "1994-11-06", "일, 06 11월"})
  void text_that_is_not_a_date_is_ignored(String text) {
    assertThat(HttpDate.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {AS_IN_RFC_9110, "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
  void a_date_is_accepted_in_three_formats(String text) {
    assertThat(HttpDate.parse(text)).hasValue(NOVEMBER_6);
  }

  /**
   * The weekdays are those of the days that a lenient parser makes of them, such as 28 February.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sat, 30 Feb 2026 00:00:00 GMT",
        "Sun, 28 Feb 2026 24:00:00 GMT",
        "Mon, 31 Nov 2026 00:00:00 GMT",
        "Sun, 01 Nov 2026 00:60:00 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Saturday, 31-Apr-94 08:49:37 GMT",
        "Mon Nov  6 08:49:37 1994",
        "Tue Feb 29 08:49:37 1995",
        "Sun Nov 06 08:49:37 1994 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
      })
  void a_date_that_does_not_exist_is_ignored(String text) {
    assertThat(HttpDate.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z",
        "Monday, 30-Nov-26 00:00:00 GMT    | 2026-11-30T00:00:00Z",
        "Monday, 30-Nov-76 00:00:00 GMT    | 2076-11-30T00:00:00Z",
        "Wednesday, 01-Dec-76 00:00:00 GMT | 1976-12-01T00:00:00Z",
        "Tuesday, 29-Feb-00 00:00:00 GMT   | 2000-02-29T00:00:00Z",
      })
  void a_year_with_two_digits_is_at_most_50_years_in_the_future(String text, Instant date) {
    assertThat(HttpDate.parse(text, Instant.parse("2026-11-30T12:00:00Z"))).hasValue(date);
  }

  @Test
  void now_is_the_current_time() {
    var now = HttpDate.parse(HttpDate.now()).orElseThrow();
    assertThat(now).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }
}
