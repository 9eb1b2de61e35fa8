package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EchoServerTest {

  private static final byte[] EVERY_BYTE = new byte[256];

  static {
    for (int i = 0; i < EVERY_BYTE.length; i++) {
      EVERY_BYTE[i] = (byte) i;
    }
  }

  @Test
  void sends_back_every_byte_until_the_client_ends() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.getOutputStream().write(EVERY_BYTE);
      assertThat(client.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      client.getOutputStream().write("한글".getBytes(UTF_8), 0, 4); // cut: no matter
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asHexString().isEqualTo("ED959CEA");
      running.out.awaitLine("echoed 260 bytes");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "echoed 260 bytes");
    }
  }

  @Test
  void a_client_that_sends_and_never_reads_is_made_to_wait_and_keeps_nobody_else_waiting()
      throws Exception {
    try (var running = Running.echo();
        var greedy = running.connect();
        var client = running.connect()) {
      var sending = Talk.start(_ -> greedy.getOutputStream().write(new byte[200_000_000]));
      await().until(() -> greedy.getInputStream().available() > 0);
      client.getOutputStream().write(EVERY_BYTE);
      assertThat(client.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      assertThat(sending.isOver()).isFalse();
      Pair.reset(greedy);
      sending.endsWith("Socket closed");
    }
  }

  @Test
  void one_clients_reset_is_one_line_and_nobody_elses_problem() throws Exception {
    try (var running = Running.echo();
        var silent = running.connect()) {
      var rude = running.connect();
      rude.getOutputStream().write('.');
      assertThat(rude.getInputStream().read()).isEqualTo('.');
      String peer = "127.0.0.1:" + rude.getLocalPort();
      Pair.reset(rude);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);

      silent.getOutputStream().write(EVERY_BYTE);
      assertThat(silent.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
    }
  }

  @Test
  void five_hundred_clients_at_once_get_their_own_words_back() throws Exception {
    try (var running = Running.echo();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var talks =
          IntStream.range(0, 500)
              .<Callable<String>>mapToObj(i ->
                  () -> {
                    try (var client = running.connect()) {
                      client.getOutputStream().write(("I am " + i).getBytes(UTF_8));
                      client.shutdownOutput();
                      return new String(client.getInputStream().readAllBytes(), UTF_8);
                    }
                  })
              .toList();
      var answers = clients.invokeAll(talks);
      for (int i = 0; i < 500; i++) {
        assertThat(answers.get(i).get()).isEqualTo("I am " + i);
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void closing_the_server_ends_every_conversation() throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.getOutputStream().write('.');
      assertThat(client.getInputStream().read()).isEqualTo('.');
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }
}
