package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HexDumpTest {

  @Test
  void a_row_is_offset_hex_and_ascii() {
    assertThat(HexDump.rows(0, Bytes.of("010203"), 3))
        .containsExactly("00000000  01 02 03                                          |...|");
  }

  @Test
  void sixteen_bytes_fill_a_row_and_the_next_begins_one() {
    var bytes = "0123456789abcdefg".getBytes(UTF_8);
    assertThat(HexDump.rows(0, bytes, 17))
        .containsExactly(
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|",
            "00000010  67                                                |g|");
  }

  @Test
  void offsets_go_on_and_only_so_many_bytes_are_shown() {
    assertThat(HexDump.rows(0x1_0000_0000L, "ab".getBytes(UTF_8), 1))
        .containsExactly("100000000  61                                                |a|");
    assertThat(HexDump.rows(0, new byte[8], 0)).isEmpty();
  }

  @Test
  void only_what_ascii_can_print_is_printed() {
    var rows = HexDump.rows(0, TextClient.everyByte(), 256);
    assertThat(rows).hasSize(16).allMatch(row -> row.matches("[ -~]{78}"));
    assertThat(rows.get(1)).endsWith("|................|");
    assertThat(rows.get(2)).endsWith("| !\"#$%&'()*+,-./|");
    assertThat(rows.get(7)).endsWith("|pqrstuvwxyz{|}~.|");
    assertThat(rows.get(8)).endsWith("|................|");
  }

  @Test
  void it_is_what_hexdump_prints(@TempDir Path folder) throws Exception {
    assumeTrue(Command.isInstalled("hexdump"), "hexdump is not installed");
    Seed.tryWith(random -> {
      var bytes = Bytes.random(random, 1000);
      var file = Files.write(folder.resolve("bytes"), bytes);
      try (var hexdump = Command.program(Path.of("hexdump"), "-C", "-v", file)) {
        assertThat(hexdump.exitCode()).isZero();
        List<String> rows = hexdump.out().subList(0, hexdump.out().size() - 1); // then the size
        assertThat(HexDump.rows(0, bytes, bytes.length)).isEqualTo(rows);
      }
    });
  }
}
