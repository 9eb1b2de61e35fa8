package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapTest {

  @Test
  void a_truncated_or_malformed_capture_is_rejected() {
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

  private static ArrayList<CapturedFrame> read(String hex) throws IOException {
    var frames = new ArrayList<CapturedFrame>();
    Pcap.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex.replace(" ", ""))), frames::add);
    return frames;
  }
}
