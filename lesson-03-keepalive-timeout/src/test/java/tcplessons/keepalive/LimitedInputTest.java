package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedInputTest {

  @Test
  void bytes_up_to_the_limit_can_be_read() throws Exception {
    assertThat(limited("12345").readAllBytes()).asString().isEqualTo("12345");
  }

  @Test
  void one_byte_more_throws() {
    assertThatThrownBy(() -> limited("123456").readAllBytes())
        .isInstanceOf(IOException.class)
        .hasMessage("more than 5 bytes, given up");
  }

  @Test
  void reads_of_single_bytes_are_counted() throws Exception {
    var in = limited("12345\u00e9");
    for (char digit = '1'; digit <= '5'; digit++) {
      assertThat(in.read()).isEqualTo(digit);
    }
    assertThatThrownBy(in::read).hasMessage("more than 5 bytes, given up");
  }

  @Test
  void eof_is_returned_again_and_again() throws Exception {
    var in = limited("1");
    assertThat(in.read()).isEqualTo('1');
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read(new byte[9], 0, 9)).isEqualTo(-1);
    assertThat(in.read()).isEqualTo(-1);
  }

  @Test
  void after_the_exception_every_read_throws() {
    var in = limited("12345678901234567890");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(in::readAllBytes).hasMessage("more than 5 bytes, given up");
    }
  }

  private static LimitedInput limited(String text) {
    return new LimitedInput(new ByteArrayInputStream(text.getBytes(US_ASCII)), 5);
  }
}
