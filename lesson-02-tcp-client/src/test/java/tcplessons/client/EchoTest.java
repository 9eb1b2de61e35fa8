package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EchoTest {

  private static final byte[] EVERY_BYTE = new byte[256];

  static {
    for (int i = 0; i < EVERY_BYTE.length; i++) {
      EVERY_BYTE[i] = (byte) i;
    }
  }

  @Test
  void sends_back_every_byte_until_eof() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = running.connect()) {
      client.getOutputStream().write(EVERY_BYTE);
      assertThat(client.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      client
          .getOutputStream()
          .write("한글".getBytes(UTF_8), 0, 4); // the last character is incomplete
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
  void a_client_that_never_reads_is_stopped_by_flow_control_and_does_not_delay_other_clients()
      throws Exception {
    try (var running = RunningStep.server(new Echo());
        var flooding = running.connect();
        var client = running.connect()) {
      var sending =
          BackgroundTask.start(() -> flooding.getOutputStream().write(new byte[200_000_000]));
      await().until(() -> flooding.getInputStream().available() > 0);
      client.getOutputStream().write(EVERY_BYTE);
      assertThat(client.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
      assertThat(sending.isDone()).isFalse();
      SocketPair.reset(flooding);
      sending.awaitFailure("Socket closed");
    }
  }

  @Test
  void a_reset_of_one_client_prints_one_error_line_and_other_clients_are_served() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var idle = running.connect()) {
      var resetting = running.connect();
      resetting.getOutputStream().write('.');
      assertThat(resetting.getInputStream().read()).isEqualTo('.');
      String peer = "127.0.0.1:" + resetting.getLocalPort();
      SocketPair.reset(resetting);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);

      idle.getOutputStream().write(EVERY_BYTE);
      assertThat(idle.getInputStream().readNBytes(256)).isEqualTo(EVERY_BYTE);
    }
  }

  @Test
  void five_hundred_clients_at_once_get_their_own_data_back() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var clientTasks =
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
      var answers = clients.invokeAll(clientTasks);
      for (int i = 0; i < 500; i++) {
        assertThat(answers.get(i).get()).isEqualTo("I am " + i);
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void stopping_the_server_closes_its_connections_without_an_error() throws Exception {
    try (var running = RunningStep.server(new Echo());
        var client = running.connect()) {
      client.getOutputStream().write('.');
      assertThat(client.getInputStream().read()).isEqualTo('.');
      running.stop();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(running.err.lines()).isEmpty();
    }
  }
}
