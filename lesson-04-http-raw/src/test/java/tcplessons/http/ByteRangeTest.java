package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1, bytes 0-0/10",
    "bytes=0-9, 0, 10, bytes 0-9/10",
    "bytes=0-, 0, 10, bytes 0-9/10",
    "bytes=7-, 7, 3, bytes 7-9/10",
    "bytes=7-99, 7, 3, bytes 7-9/10",
    "bytes=-3, 7, 3, bytes 7-9/10",
    "bytes=-99, 0, 10, bytes 0-9/10",
    "bytes=10-, 10, 0, bytes */10",
    "bytes=99-100, 99, 0, bytes */10",
    "bytes=-0, 10, 0, bytes */10",
    "bytes=5-999999999999999999, 5, 5, bytes 5-9/10",
    "Bytes=0-0, 0, 1, bytes 0-0/10",
    "'bytes=,0-0 , ,', 0, 1, bytes 0-0/10",
  })
  void a_range_of_a_file_with_ten_bytes(String value, long from, long length, String contentRange) {
    assertThat(ByteRange.of(value, 10)).hasValue(new ByteRange(from, length));
    assertThat(new ByteRange(from, length).contentRange(10)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=5-3",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=a-b",
        "bytes 0-1",
        "",
        "bytes=0-9999999999999999999",
        "bytes=+1-2",
        "bytes=0-1 "
      })
  void a_field_without_a_single_valid_range_selects_the_whole_file(String value) {
    assertThat(ByteRange.of(value, 10)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-0"})
  void a_range_of_an_empty_file_has_no_bytes(String value) {
    assertThat(ByteRange.of(value, 0)).map(ByteRange::length).hasValue(0L);
  }

  @Test
  void the_last_bytes_of_an_empty_file_are_the_whole_file() {
    assertThat(ByteRange.of("bytes=-5", 0)).isEmpty();
  }
}
