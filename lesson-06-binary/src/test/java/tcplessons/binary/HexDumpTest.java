package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexDumpTest {

  @Test
  void a_row_has_offset_hex_and_ascii() {
    assertThat(HexDump.rows(0, TestBytes.of("010203"), 3))
        .containsExactly("00000000  01 02 03                                          |...|");
  }

  @Test
  void a_row_has_sixteen_bytes() {
    var bytes = "0123456789abcdefg".getBytes(UTF_8);
    assertThat(HexDump.rows(0, bytes, 17))
        .containsExactly(
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|",
            "00000010  67                                                |g|");
  }

  @Test
  void offsets_count_from_the_start_of_the_stream_and_only_count_bytes_are_printed() {
    assertThat(HexDump.rows(0x1_0000_0000L, "ab".getBytes(UTF_8), 1))
        .containsExactly("100000000  61                                                |a|");
    assertThat(HexDump.rows(0, new byte[8], 0)).isEmpty();
  }

  @Test
  void bytes_that_are_not_printable_ascii_are_dots() {
    var rows = HexDump.rows(0, TextClient.everyByte(), 256);
    assertThat(rows).hasSize(16).allMatch(row -> row.matches("[ -~]{78}"));
    assertThat(rows.get(1)).endsWith("|................|");
    assertThat(rows.get(2)).endsWith("| !\"#$%&'()*+,-./|");
    assertThat(rows.get(7)).endsWith("|pqrstuvwxyz{|}~.|");
    assertThat(rows.get(8)).endsWith("|................|");
  }

  @Test
  void the_rows_are_those_of_hexdump(@TempDir Path folder) throws Exception {
    assumeTrue(TestProcess.isInstalled("hexdump"), "hexdump is not installed");
    RandomizedTest.run(random -> {
      var bytes = TestBytes.random(random, 1000);
      var file = Files.write(folder.resolve("bytes"), bytes);
      try (var hexdump = TestProcess.program("hexdump", "-C", "-v", "" + file)) {
        assertThat(hexdump.exitCode()).isZero();
        var lines = hexdump.out.lines();
        assertThat(HexDump.rows(0, bytes, bytes.length))
            .isEqualTo(lines.subList(0, lines.size() - 1)); // the last line is the size
      }
    });
  }
}
