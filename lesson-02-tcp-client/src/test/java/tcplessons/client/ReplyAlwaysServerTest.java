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

class ReplyAlwaysServerTest {

  @Test
  void answers_every_word_for_as_long_as_the_client_likes() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(ask(client, "testing~")).isEqualTo("test");
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
  void several_words_in_one_segment_get_one_answer() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      client.getOutputStream().write("testing~testing~testing~".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      assertThat(running.out.lines()).contains("testing~testing~testing~");
    }
  }

  @Test
  void one_word_in_two_segments_gets_two_answers() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      assertThat(ask(client, "test")).isEqualTo("test");
      assertThat(ask(client, "ing~")).isEqualTo("test");
      assertThat(running.out.lines()).endsWith("test", "ing~");
    }
  }

  @Test
  void a_korean_character_cut_between_two_segments_stays_whole() throws Exception {
    try (var running = Running.replyAlways();
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
  void a_korean_text_one_byte_at_a_time_arrives_whole() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      client.setTcpNoDelay(true);
      for (byte part : "한글".getBytes(UTF_8)) {
        client.getOutputStream().write(part);
      }
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
      running.out.awaitLine("the client has ended");
      var heard = running.out.lines().subList(2, running.out.lines().size() - 1);
      assertThat(String.join("", heard)).isEqualTo("한글");
    }
  }

  @Test
  void a_client_that_ends_its_direction_still_gets_its_answer_and_then_the_end() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }

  @Test
  void one_clients_reset_is_one_line_and_nobody_elses_problem() throws Exception {
    try (var running = Running.replyAlways();
        var before = running.connect()) {
      assertThat(ask(before, "testing~")).isEqualTo("test");
      var rude = running.connect();
      assertThat(ask(rude, "testing~")).isEqualTo("test");
      String peer = "127.0.0.1:" + rude.getLocalPort();
      Pair.reset(rude);
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);
      assertThat(ask(before, "testing~")).isEqualTo("test");
      try (var after = running.connect()) {
        assertThat(ask(after, "testing~")).isEqualTo("test");
      }
    }
  }

  @Test
  void silent_clients_keep_nobody_waiting() throws Exception {
    try (var running = Running.replyAlways();
        var _ = running.connect();
        var _ = running.connect();
        var client = running.connect()) {
      assertThat(ask(client, "testing~")).isEqualTo("test");
    }
  }

  @Test
  void a_client_that_sends_and_never_reads_is_made_to_wait_and_keeps_nobody_else_waiting()
      throws Exception {
    try (var running = Running.replyAlways();
        var greedy = running.connect();
        var client = running.connect()) {
      var sending = Talk.start(_ -> greedy.getOutputStream().write(new byte[200_000_000]));
      await().atMost(Running.PATIENCE).until(() -> running.out.size() > 100_000);
      assertThat(ask(client, "testing~")).isEqualTo("test");
      assertThat(sending.isOver()).isFalse();
      Pair.reset(greedy);
      sending.endsWith("Socket closed");
      assertThat(ask(client, "testing~")).isEqualTo("test");
    }
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() throws Exception {
    try (var running = Running.replyAlways();
        var client = running.connect()) {
      ask(client, "\u001b[2Jred\u0007 alert\u009b");
      assertThat(running.out.lines()).last().isEqualTo("\uFFFD[2Jred\uFFFD alert\uFFFD");
    }
  }

  @Test
  void five_hundred_clients_at_once_are_all_answered() throws Exception {
    try (var running = Running.replyAlways();
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<List<String>> talk =
          () -> {
            try (var client = running.connect()) {
              return List.of(ask(client, "testing~"), ask(client, "testing~"));
            }
          };
      List<Future<List<String>>> answers =
          clients.invokeAll(Stream.generate(() -> talk).limit(500).toList());
      for (var answer : answers) {
        assertThat(answer.get()).containsExactly("test", "test");
      }
      assertThat(running.err.lines()).isEmpty();
    }
  }

  private static String ask(Socket client, String word) throws IOException {
    client.getOutputStream().write(word.getBytes(UTF_8));
    return new String(client.getInputStream().readNBytes(4), UTF_8);
  }
}
