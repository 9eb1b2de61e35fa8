package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class CStructTest {

  @Test
  void is_encoded_as_24_bytes_with_zeros_in_the_padding() {
    var struct = new CStruct((byte) 'A', 300, "hello");
    assertThat(struct.toBytes(ByteOrder.LITTLE_ENDIAN))
        .isEqualTo(TestBytes.of("41 000000 2c010000 68656c6c6f 00000000000000000000 00"));
  }

  @Test
  void in_network_order_only_the_bytes_of_b_differ() {
    var struct = new CStruct((byte) 'A', 300, "hello");
    assertThat(struct.toBytes(ByteOrder.BIG_ENDIAN))
        .isEqualTo(TestBytes.of("41 000000 0000012c 68656c6c6f 00000000000000000000 00"));
  }

  @Test
  void a_text_may_have_15_bytes_and_no_nul() {
    assertThat(new CStruct((byte) 0, 0, "안녕하세요").toBytes(ByteOrder.LITTLE_ENDIAN))
        .endsWith(TestBytes.of("ec9588 eb8595 ed9598 ec84b8 ec9a94 00"));
  }

  @Test
  void a_longer_text_and_a_text_with_nul_are_refused() {
    var longer = new CStruct((byte) 0, 0, "안녕하세요!");
    var withNul = new CStruct((byte) 0, 0, "a\0b");
    assertThatThrownBy(() -> longer.toBytes(ByteOrder.BIG_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("c is at most 15 bytes of text, without NUL");
    assertThatThrownBy(() -> withNul.toBytes(ByteOrder.BIG_ENDIAN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_char_array_ends_at_its_first_nul() {
    assertThat(CStruct.text("hello\0world\0\0\0\0".getBytes(UTF_8))).isEqualTo("hello");
    assertThat(CStruct.text(new byte[15])).isEmpty();
  }

  @Test
  void a_char_array_without_nul_is_text_to_its_last_byte() {
    assertThat(CStruct.text("fifteen letters".getBytes(UTF_8))).isEqualTo("fifteen letters");
  }
}
