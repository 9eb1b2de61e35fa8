package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplyAlwaysTest {

  @Test
  void responds_to_every_read_until_eof() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(request(client, "testing~")).isEqualTo("test");
      }
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      running.out.awaitLine("the client has ended");
      assertThat(running.out.lines())
          .startsWith("listen on port " + running.port(), "connect address : 127.0.0.1", "testing~")
          .hasSize(103);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void several_messages_in_one_segment_get_one_response() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      client.getOutputStream().write("testing~testing~testing~".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      assertThat(running.out.lines()).contains("testing~testing~testing~");
    }
  }

  @Test
  void one_message_in_two_segments_gets_two_responses() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      assertThat(request(client, "test")).isEqualTo("test");
      assertThat(request(client, "ing~")).isEqualTo("test");
      assertThat(running.out.lines()).endsWith("test", "ing~");
    }
  }

  @Test
  void decodes_a_korean_character_that_is_split_between_two_segments() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      var bytes = "한글".getBytes(UTF_8);
      client.getOutputStream().write(bytes, 0, 4); // 한, and the first byte of 글
      assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("test");
      client.getOutputStream().write(bytes, 4, 2);
      assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("test");
      assertThat(running.out.lines()).endsWith("한", "글");
    }
  }

  @Test
  void decodes_a_korean_text_that_arrives_one_byte_at_a_time() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      client.setTcpNoDelay(true);
      for (byte part : "한글".getBytes(UTF_8)) {
        client.getOutputStream().write(part);
      }
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
      running.out.awaitLine("the client has ended");
      var printed = running.out.lines().subList(2, running.out.lines().size() - 1);
      assertThat(String.join("", printed)).isEqualTo("한글");
    }
  }

  @Test
  void a_client_that_half_closes_still_gets_its_response_and_then_eof() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }

  @Test
  void a_reset_of_one_client_prints_one_error_line_and_other_clients_are_served() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var before = running.connect()) {
      assertThat(request(before, "testing~")).isEqualTo("test");
      var resetting = running.connect();
      assertThat(request(resetting, "testing~")).isEqualTo("test");
      String peer = "127.0.0.1:" + resetting.getLocalPort();
      SocketPair.reset(resetting);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);
      assertThat(request(before, "testing~")).isEqualTo("test");
      try (var after = running.connect()) {
        assertThat(request(after, "testing~")).isEqualTo("test");
      }
    }
  }

  @Test
  void idle_clients_do_not_delay_other_clients() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      assertThat(request(client, "testing~")).isEqualTo("test");
    }
  }

  @Test
  void a_client_that_sends_without_end_and_never_reads_does_not_delay_other_clients()
      throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var flooding = running.connect();
        var client = running.connect()) {
      var out = flooding.getOutputStream();
      var sending =
          BackgroundTask.start(() -> {
            while (true) {
              out.write(new byte[65_536]);
            }
          });
      await().until(() -> running.out.lines().size() > 1000);
      assertThat(request(client, "testing~")).isEqualTo("test");
      assertThat(sending.isDone()).isFalse();
      SocketPair.reset(flooding);
      sending.awaitFailure("Socket closed");
      assertThat(request(client, "testing~")).isEqualTo("test");
    }
  }

  @Test
  void prints_control_characters_as_replacement_characters() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var client = running.connect()) {
      request(client, "\u001b[2Jred\u0007 alert\u009b");
      assertThat(running.out.lines()).last().isEqualTo("\uFFFD[2Jred\uFFFD alert\uFFFD");
    }
  }

  @Test
  void five_hundred_clients_at_once_all_get_their_responses() throws Exception {
    try (var running = RunningStep.server(new ReplyAlways());
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> clientTask =
          () -> {
            try (var client = running.connect()) {
              return List.of(request(client, "testing~"), request(client, "testing~"));
            }
          };
      List<Future<List<String>>> answers =
          clients.invokeAll(Stream.generate(() -> clientTask).limit(500).toList());
      for (var answer : answers) {
        assertThat(answer.get()).containsExactly("test", "test");
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  private static String request(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
    return new String(client.getInputStream().readNBytes(4), UTF_8);
  }
}
