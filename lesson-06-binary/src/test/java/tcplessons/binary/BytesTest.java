package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The step bytes, both sides. */
class BytesTest {

  @Test
  void the_client_sends_its_values_with_one_write() throws Exception {
    try (var pair = Pair.connected()) {
      var out = new Screen();
      new BytesClient(List.of(1, 2, 3), out).send(pair.client());
      var bytes = new byte[10];
      assertThat(pair.server().getInputStream().read(bytes)).isEqualTo(3);
      assertThat(bytes).startsWith(1, 2, 3);
      assertThat(out.lines()).containsExactly("sent 01 02 03");
    }
  }

  @Test
  void what_is_no_byte_loses_its_upper_bits_and_the_client_says_so() throws Exception {
    try (var pair = Pair.connected()) {
      var out = new Screen();
      new BytesClient(List.of(300, 200, -1, 127), out).send(pair.client());
      assertThat(pair.server().getInputStream().readNBytes(4)).isEqualTo(Bytes.of("2cc8ff7f"));
      assertThat(out.lines())
          .containsExactly("(byte) 300 = 44: 2c", "(byte) 200 = -56: c8", "sent 2c c8 ff 7f");
    }
  }

  @Test
  void the_server_dumps_what_comes_and_counts_on_from_read_to_read() throws Exception {
    try (var running = Running.start(Running::bytes);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("010203"));
      running.out.awaitLine("00000000  01 02 03                                          |...|");
      client.getOutputStream().write(Bytes.of("1b5b324a"));
      running.out.awaitLine("00000003  1b 5b 32 4a                                       |.[2J|");
      client.shutdownOutput();
      running.out.awaitLine("the client has ended after 7 bytes");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_client_that_says_nothing_is_closed_in_time() throws Exception {
    try (var running = Running.start(Running.SHORT, Running::bytes);
        var client = running.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      running.err.awaitLine(running.of(client, "no byte for 1s: closed (--idle-timeout)"));
    }
  }
}
