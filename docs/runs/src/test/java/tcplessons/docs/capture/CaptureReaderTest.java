package tcplessons.docs.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.grader.capture.CaptureReader;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.DamagedCaptureException;
import tcplessons.grader.capture.Segment;

class CaptureReaderTest {

  private static final String PCAP = "d4c3b2a1 02000400 00000000 00000000 00000400 01000000";
  private static final String PCAPNG =
      "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
  private static final String INTERFACE = "01000000 14000000 0100 0000 00000400 14000000";
  private static final int MUTATIONS = 3000;

  @Test
  void a_truncated_or_malformed_capture_is_rejected() {
    assertThatThrownBy(() -> read("")).hasMessage("not a packet capture: it has no header");
    assertThatThrownBy(() -> read("00".repeat(24)))
        .hasMessage("not a packet capture: neither pcap nor pcapng");
    assertThatThrownBy(() -> read(PCAP + "01000000 02000000 05000000 05000000 0102"))
        .hasMessage("damaged at byte 40: it ends in the middle of a packet");
    assertThatThrownBy(() -> read(PCAP + "01000000 02000000 ffffff7f 05000000"))
        .hasMessage("damaged at byte 40: a packet of 2147483647 bytes");
    assertThatThrownBy(() -> read(PCAP + "01000000 02000000 ffffffff 05000000"))
        .hasMessage("damaged at byte 40: a packet of -1 bytes");
    assertThatThrownBy(() -> read(PCAP.replace("01000000", "69000000")))
        .hasMessage(
            "captured on an interface of link type 105;"
                + " known are Ethernet, loopback, Linux cooked and raw IP");
  }

  @Test
  void a_malformed_block_of_pcapng_is_rejected() {
    assertThatThrownBy(() -> read(PCAPNG + "06000000 0d000000"))
        .hasMessage("damaged at byte 36: a block of 13 bytes");
    assertThatThrownBy(() -> read(PCAPNG + "06000000 fcffff7f"))
        .hasMessage("damaged at byte 36: a block of 2147483644 bytes");
    assertThatThrownBy(() -> read(PCAPNG + "99000000 fcffff7f 00"))
        .hasMessageEndingWith("it ends in the middle of a block");
    assertThatThrownBy(() ->
            read(
                PCAPNG
                    + "06000000 20000000 00000000 00000000 00000000 00000000 00000000"
                    + " 20000000"))
        .hasMessageEndingWith("a packet of an unknown interface");
    assertThatThrownBy(() ->
            read(
                PCAPNG
                    + INTERFACE
                    + "06000000 20000000 00000000 00000000 00000000 ff000000 ff000000"
                    + " 20000000"))
        .hasMessageEndingWith("a block that is too short for its content");
    assertThatThrownBy(() -> read(PCAPNG + "99000000 0c000000 10000000"))
        .hasMessageEndingWith("the two lengths of a block differ");
  }

  @Test
  void a_capture_may_come_from_a_machine_of_either_byte_order() throws IOException {
    var little = PCAP + "01000000 02000000 01000000 01000000 aa";
    var big =
        "a1b2c3d4 00020004 00000000 00000000 00040000 00000001 00000001 00000002 00000001 00000001"
            + " aa";

    assertThat(read(little)).usingRecursiveComparison().isEqualTo(read(big));
    assertThat(read(big).getFirst().micros()).isEqualTo(1_000_002);
  }

  @Test
  void times_may_be_in_nanoseconds() throws IOException {
    var pcap =
        "4d3cb2a1 02000400 00000000 00000000 00000400 01000000 01000000 d0070000 01000000 01000000"
            + " aa";
    // if_tsresol, option 9: 10^-9
    var pcapng =
        PCAPNG
            + "01000000 20000000 0100 0000 00000400 0900 0100 09000000 0000 0000 20000000"
            + "06000000 24000000 00000000 00000000 d0d29a3b 01000000 01000000 aa000000 24000000";

    assertThat(read(pcap).getFirst().micros()).isEqualTo(1_000_002);
    assertThat(read(pcapng).getFirst().micros()).isEqualTo(1_000_002);
  }

  @Test
  void a_packet_that_was_cut_keeps_its_length_on_the_wire() throws IOException {
    var frame = read(PCAP + "01000000 02000000 01000000 dc050000 aa").getFirst();

    assertThat(frame.bytes()).hasSize(1);
    assertThat(frame.length()).isEqualTo(1500);
  }

  /** What tcpdump and editcap have written, one file for each link type and format. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ether.pcap",
        "ns.pcap",
        "sll.pcap",
        "sll2.pcap",
        "raw.pcap",
        "snap.pcap",
        "v6.pcap"
      })
  void captures_of_each_kind_contain_the_same_exchange(String name) throws IOException {
    var connections = ConnectionTable.of(segments(CaptureReader.read(captures().resolve(name))));

    assertThat(connections).hasSize(1);
    var connection = connections.getFirst();
    assertThat(connection.segments().stream().map(s -> s.flags() + " " + s.length()).toList())
        .containsExactly(
            "[SYN] 0",
            "[SYN, ACK] 0",
            "[ACK] 0",
            "[PSH, ACK] 8",
            "[ACK] 0",
            "[PSH, ACK] 13",
            "[ACK] 0",
            "[FIN, ACK] 0",
            "[FIN, ACK] 0",
            "[ACK] 0");
  }

  /** With a fixed seed, so that a failure can be repeated. */
  @ParameterizedTest
  @ValueSource(strings = {"ether.pcap", "sll2.pcap", "raw.pcap", "v6.pcap", "reply-once.pcapng"})
  void a_damaged_file_is_read_or_rejected_but_nothing_else(String name) throws IOException {
    var recorded = Path.of("recorded").resolve(name);
    var file = Files.exists(recorded) ? recorded : captures().resolve(name);
    var original = Files.readAllBytes(file);
    var random = new Random(24);
    int rejected = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      var frames = new ArrayList<CapturedFrame>();
      try {
        CaptureReader.read(
            new ByteArrayInputStream(CaptureMutations.mutate(original, random)), frames::add);
      } catch (DamagedCaptureException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
        rejected++;
      }
      var table = new ConnectionTable(1000, 10, _ -> true);
      segments(frames).forEach(table::add);
      table.connections().forEach(c -> new PacketEvents(c, "client", "server").events().count());
    }
    assertThat(rejected).isBetween(MUTATIONS / 20, MUTATIONS - MUTATIONS / 20);
  }

  private static List<Segment> segments(List<CapturedFrame> frames) {
    return frames.stream().flatMap(frame -> Segment.decode(frame).stream()).toList();
  }

  private static Path captures() {
    return Path.of("src/test/resources/captures");
  }

  private static List<CapturedFrame> read(String hex) throws IOException {
    var frames = new ArrayList<CapturedFrame>();
    CaptureReader.read(
        new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", ""))), frames::add);
    return frames;
  }
}
