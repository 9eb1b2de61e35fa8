package tcplessons.docs.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;
import tcplessons.grader.capture.TcpOption;
import tcplessons.grader.capture.TcpOption.WindowScale;

class TcpOptionTest {

  private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 40000);
  private static final InetSocketAddress SERVER = new InetSocketAddress("127.0.0.1", 5000);

  @ParameterizedTest
  @CsvSource({
    "0204ffd7 0402 080a00000001fffffffe 01 030307, mss 65495|sackOK|TS val 1 ecr 4294967294|wscale"
        + " 7",
    "0101 050a0000000a00000014, sack 1 {5:15}",
    "0512 0000000a00000014 0000001e00000028, sack 2 {5:15}{25:35}",
    "fd0480aa, kind 253",
    "00 0402, ''",
    "01 01 01, ''"
  })
  void options_are_shown_as_tcpdump_does(String hex, String shown) {
    assertThat(String.join("|", decode(hex).stream().map(option -> option.show(5)).toList()))
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"02", "0200", "0201", "0204ff", "080a0000"})
  void options_after_a_malformed_length_are_not_read(String malformed) {
    assertThat(decode("0402" + malformed)).containsExactly(new TcpOption.SackPermitted());
  }

  @Test
  void an_option_that_is_too_short_for_its_kind_is_of_another_kind() {
    assertThat(decode("0203ff 0402"))
        .containsExactly(new TcpOption.Other(2), new TcpOption.SackPermitted());
  }

  @Test
  void windows_are_scaled_after_the_handshake_if_both_ends_agree() {
    var syn = segment(true, 64240, Set.of(Flag.SYN), new WindowScale(7));
    var synAck = segment(false, 65160, Set.of(Flag.SYN, Flag.ACK), new WindowScale(4));
    var ack = segment(true, 502, Set.of(Flag.ACK));
    var data = segment(false, 510, Set.of(Flag.ACK));
    var connection = ConnectionTable.of(List.of(syn, synAck, ack, data)).getFirst();

    assertThat(connection.segments().stream().map(connection::window))
        .containsExactly(64240, 65160, 502 << 7, 510 << 4);
  }

  @Test
  void windows_are_not_scaled_if_one_end_does_not_agree() {
    var syn = segment(true, 64240, Set.of(Flag.SYN), new WindowScale(7));
    var synAck = segment(false, 65160, Set.of(Flag.SYN, Flag.ACK));
    var ack = segment(true, 502, Set.of(Flag.ACK));
    var connection = ConnectionTable.of(List.of(syn, synAck, ack)).getFirst();

    assertThat(connection.window(ack)).isEqualTo(502);
  }

  private static List<TcpOption> decode(String hex) {
    return TcpOption.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  private static Segment segment(
      boolean toServer, int window, Set<Flag> flags, TcpOption... options) {
    return new Segment(
        0,
        toServer ? CLIENT : SERVER,
        toServer ? SERVER : CLIENT,
        flags,
        0,
        0,
        window,
        List.of(options),
        new byte[0],
        false);
  }
}
