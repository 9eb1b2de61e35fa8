package tcplessons.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void the_client_sends_its_values_with_one_write() throws Exception {
    try (var listener = TestListener.listen();
        var client = RunningStep.start(new Bytes(), "--port", "" + listener.getLocalPort());
        var server = listener.accept()) {
      var bytes = new byte[10];
      assertThat(server.getInputStream().read(bytes)).isEqualTo(3);
      assertThat(bytes).startsWith(1, 2, 3);
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines()).containsExactly("sent 01 02 03");
    }
  }

  @Test
  void a_value_that_does_not_fit_into_a_byte_loses_its_upper_bits_and_is_printed()
      throws Exception {
    try (var listener = TestListener.listen();
        var client =
            RunningStep.start(
                new Bytes(), "--port", "" + listener.getLocalPort(), "--values", "300,200,-1,127");
        var server = listener.accept()) {
      assertThat(server.getInputStream().readNBytes(4)).isEqualTo(TestBytes.of("2cc8ff7f"));
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines())
          .containsExactly("(byte) 300 = 44: 2c", "(byte) 200 = -56: c8", "sent 2c c8 ff 7f");
    }
  }

  @Test
  void the_server_dumps_each_read_with_its_offset_in_the_stream() throws Exception {
    try (var running = RunningStep.server(new Bytes(), "--receive");
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("010203"));
      running.out.awaitLine("00000000  01 02 03                                          |...|");
      client.getOutputStream().write(TestBytes.of("1b5b324a"));
      running.out.awaitLine("00000003  1b 5b 32 4a                                       |.[2J|");
      client.shutdownOutput();
      running.out.awaitLine("the client has ended after 7 bytes");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void an_idle_client_is_disconnected_after_the_timeout() throws Exception {
    try (var running = RunningStep.server(new Bytes(), "--receive", "--idle-timeout", "1s");
        var client = running.connect()) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      running.err.awaitLine(
          TestListener.errorLine(client, "no byte for 1s: closed (--idle-timeout)"));
    }
  }
}
