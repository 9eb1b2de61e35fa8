package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void now_is_the_current_time() {
    var now = HttpDate.parse(HttpDate.now()).orElseThrow();
    assertThat(now).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
  }
}
