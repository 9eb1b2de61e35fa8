package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tcplessons.docs.runs.Packet.Flag;

class PacketTest {

  private static final String ETHERNET = "000000000000 000000000000 ";

  @Test
  void reads_tcp_over_ipv4() {
    var packet =
        Packet.decode(
                frame(
                    ETHERNET
                        + "0800 45000036 00004000 40060000 7f000002 7f000003"
                        + "9c40 1388 fffffffe 00000007 8018 0200 0000 0000"
                        + "0101080a0000000100000002 6869"))
            .orElseThrow();

    assertThat(Packet.show(packet.source())).isEqualTo("127.0.0.2:40000");
    assertThat(Packet.show(packet.target())).isEqualTo("127.0.0.3:5000");
    assertThat(packet.flags()).containsExactly(Flag.PSH, Flag.ACK);
    assertThat(packet.seq()).isEqualTo(4294967294L);
    assertThat(packet.ack()).isEqualTo(7);
    assertThat(packet.payload()).asString(UTF_8).isEqualTo("hi");
    assertThat(packet.end()).isEqualTo(4294967296L);
  }

  @Test
  void reads_tcp_over_ipv6_and_ignores_padding() {
    var one = "00000000000000000000000000000001";
    var packet =
        Packet.decode(
                frame(
                    ETHERNET
                        + "86dd 60000000 0014 06 40"
                        + one
                        + one
                        + "9c40 1388 00000000 00000000 5002 0200 0000 0000"
                        + "ffff"))
            .orElseThrow();

    assertThat(Packet.show(packet.source())).isEqualTo("[::1]:40000");
    assertThat(packet.flags()).containsExactly(Flag.SYN);
    assertThat(packet.payload()).isEmpty();
  }

  @Test
  void anything_else_is_no_packet() {
    assertThat(Packet.decode(frame(ETHERNET + "0806 0001080006040001"))).isEmpty();
    assertThat(
            Packet.decode(
                frame(ETHERNET + "0800 4500001c 00004000 40110000 7f000001 7f000001 0009")))
        .isEmpty();
  }

  @Test
  void ipv6_addresses_are_shortened() throws IOException {
    assertThat(show("::1")).isEqualTo("[::1]:80");
    assertThat(show("2001:db8::7")).isEqualTo("[2001:db8::7]:80");
    assertThat(show("2001:db8:1:2:3:4:5:6")).isEqualTo("[2001:db8:1:2:3:4:5:6]:80");
  }

  @Test
  void a_capture_that_is_cut_is_no_capture() {
    var header = "d4c3b2a1 02000400 00000000 00000000 00000400 01000000";

    assertThatThrownBy(() -> read(header + "01000000 02000000 05000000 05000000 0102"))
        .hasMessage("the last captured frame is cut");
    assertThatThrownBy(() -> read("00".repeat(24))).hasMessageContaining("not a packet capture");
    assertThatThrownBy(() -> read(header + "01000000 02000000 ffffff7f 05000000"))
        .hasMessageContaining("a captured frame of 2147483647 bytes");
  }

  @Test
  void a_capture_may_come_from_a_machine_of_either_byte_order() throws IOException {
    var little =
        "d4c3b2a1 02000400 00000000 00000000 00000400 01000000 01000000 02000000 01000000 01000000"
            + " aa";
    var big =
        "a1b2c3d4 00020004 00000000 00000000 00040000 00000001 00000001 00000002 00000001 00000001"
            + " aa";

    assertThat(read(little)).usingRecursiveComparison().isEqualTo(read(big));
    assertThat(read(big).getFirst().micros()).isEqualTo(1_000_002);
  }

  private static ArrayList<Frame> read(String hex) throws IOException {
    var frames = new ArrayList<Frame>();
    Pcap.read(new ByteArrayInputStream(bytes(hex)), frames::add);
    return frames;
  }

  private static String show(String address) throws IOException {
    return Packet.show(new InetSocketAddress(InetAddress.ofLiteral(address), 80));
  }

  private static Frame frame(String hex) {
    return new Frame(0, bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
