package tcplessons.docs.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.Segment;
import tcplessons.grader.capture.Segment.Flag;
import tcplessons.grader.capture.TcpOption;

class SegmentTest {

  private static final String ETHERNET = "000000000000 000000000000 ";

  @Test
  void reads_tcp_over_ipv4() {
    var segment =
        Segment.decode(
                frame(
                    ETHERNET
                        + "0800 45000036 00004000 40060000 7f000002 7f000003"
                        + "9c40 1388 fffffffe 00000007 8018 0200 0000 0000"
                        + "0101080a0000000100000002 6869"))
            .orElseThrow();

    assertThat(Segment.show(segment.source())).isEqualTo("127.0.0.2:40000");
    assertThat(Segment.show(segment.target())).isEqualTo("127.0.0.3:5000");
    assertThat(segment.flags()).containsExactly(Flag.PSH, Flag.ACK);
    assertThat(segment.seq()).isEqualTo(4294967294L);
    assertThat(segment.ack()).isEqualTo(7);
    assertThat(segment.window()).isEqualTo(512);
    assertThat(segment.options()).containsExactly(new TcpOption.Timestamps(1, 2));
    assertThat(segment.payload()).asString(UTF_8).isEqualTo("hi");
    assertThat(segment.end()).isEqualTo(4294967296L);
  }

  @Test
  void reads_tcp_over_ipv6_and_ignores_padding() {
    var one = "00000000000000000000000000000001";
    var segment =
        Segment.decode(
                frame(
                    ETHERNET
                        + "86dd 60000000 0014 06 40"
                        + one
                        + one
                        + "9c40 1388 00000000 00000000 5002 0200 0000 0000"
                        + "ffff"))
            .orElseThrow();

    assertThat(Segment.show(segment.source())).isEqualTo("[::1]:40000");
    assertThat(segment.flags()).containsExactly(Flag.SYN);
    assertThat(segment.payload()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 02000000",
    "108, 00000002",
    "1, 000000000000000000000000 0800",
    "1, 000000000000000000000000 8100 0007 0800",
    "1, 000000000000000000000000 88a8 0001 8100 0007 0800",
    "101, ''",
    "12, ''",
    "228, ''",
    "113, 0000 0304 0006 0000000000000000 0800",
    "276, 0800 0000 00000001 0304 00 06 0000000000000000"
  })
  void reads_each_link_type(int linkType, String header) {
    var bytes =
        bytes(
            header
                + "4500002a 00004000 40060000 7f000002 7f000003"
                + "9c40 1388 00000001 00000007 5018 0200 0000 0000 6869");

    var segment = Segment.decode(new CapturedFrame(0, linkType, bytes.length, bytes)).orElseThrow();

    assertThat(Segment.show(segment.target())).isEqualTo("127.0.0.3:5000");
    assertThat(segment.payload()).asString(UTF_8).isEqualTo("hi");
  }

  @Test
  void a_header_that_is_cut_or_contradicts_itself_is_no_segment() {
    var whole =
        ETHERNET
            + "0800 4500002a 00004000 40060000 7f000002 7f000003"
            + "9c40 1388 00000001 00000007 5018 0200 0000 0000 6869";

    var bytes = bytes(whole);
    for (int length = 0; length < 54; length++) {
      assertThat(Segment.decode(new CapturedFrame(0, Arrays.copyOf(bytes, length)))).isEmpty();
    }
    assertThat(Segment.decode(frame(whole.replace("5018", "1018")))).isEmpty();
    assertThat(Segment.decode(frame(whole.replace("4500002a", "4100002a")))).isEmpty();
    assertThat(Segment.decode(frame(whole.replace("4500002a", "45000010")))).isEmpty();
    assertThat(Segment.decode(frame(whole.replace("00004000", "00000007")))).isEmpty();
  }

  @Test
  void a_payload_that_was_cut_keeps_its_length() {
    var bytes =
        bytes(
            ETHERNET
                + "0800 450003f0 00004000 40060000 7f000002 7f000003"
                + "9c40 1388 00000001 00000007 5018 0200 0000 0000 6869");

    var segment = Segment.decode(new CapturedFrame(0, 1, 1022, bytes)).orElseThrow();

    assertThat(segment.length()).isEqualTo(968);
    assertThat(segment.payload()).hasSize(2);
    assertThat(segment.end()).isEqualTo(969);
  }

  @Test
  void frames_of_other_protocols_are_no_segments() {
    assertThat(Segment.decode(frame(ETHERNET + "0806 0001080006040001"))).isEmpty();
    assertThat(
            Segment.decode(
                frame(ETHERNET + "0800 4500001c 00004000 40110000 7f000001 7f000001 0009")))
        .isEmpty();
  }

  @Test
  void ipv6_addresses_are_shortened() throws IOException {
    assertThat(show("::1")).isEqualTo("[::1]:80");
    assertThat(show("2001:db8::7")).isEqualTo("[2001:db8::7]:80");
    assertThat(show("2001:db8:1:2:3:4:5:6")).isEqualTo("[2001:db8:1:2:3:4:5:6]:80");
  }

  private static String show(String address) throws IOException {
    return Segment.show(new InetSocketAddress(InetAddress.ofLiteral(address), 80));
  }

  private static CapturedFrame frame(String hex) {
    return new CapturedFrame(0, bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
