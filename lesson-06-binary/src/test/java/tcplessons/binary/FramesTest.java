package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {

  @Test
  void each_frame_is_printed_and_sent_back() throws Exception {
    try (var running = RunningStep.server(new Frames());
        var client = running.connect()) {
      var frames = TestBytes.of("00000005 68656c6c6f 00000000 00000006 ed959ceab880");
      client.getOutputStream().write(frames);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(frames);
      running.out.awaitLine("the client has ended after 3 frames");
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.1",
              "frame 1: 5 bytes: hello",
              "frame 2: 0 bytes: ",
              "frame 3: 6 bytes: 한글",
              "the client has ended after 3 frames");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void frames_that_arrive_byte_by_byte_are_the_same_frames() throws Exception {
    try (var running = RunningStep.server(new Frames());
        var client = running.connect()) {
      var frames = TestBytes.of("00000005 68656c6c6f 00000000 00000006 ed959ceab880");
      TestBytes.drip(client, frames);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(frames);
      running.out.awaitLine("the client has ended after 3 frames");
    }
  }

  @Test
  void a_frame_is_sent_back_before_the_next_one_arrives() throws Exception {
    try (var running = RunningStep.server(new Frames());
        var client = running.connect()) {
      for (int i = 0; i < 10; i++) {
        client.getOutputStream().write(TestBytes.of("00000002 6869"));
        assertThat(client.getInputStream().readNBytes(6)).isEqualTo(TestBytes.of("00000002 6869"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ffffffff | frame 1: its length, -1 (ffffffff), is negative",
        "00000002 6869 00100001"
            + "| frame 2: its length, 1048577 (00100001), is more than the limit, 1048576",
        "474554202f | frame 1: its length, 1195725856 (47455420), is more than the limit, 1048576",
        "000000 | frame 1: truncated after 3 bytes, at least 1 are missing",
        "00000005 6865 | frame 1: truncated after 6 bytes, 3 are missing",
      })
  void an_invalid_frame_prints_one_error_line_and_other_clients_are_served(
      String hex, String complaint) throws Exception {
    try (var running = RunningStep.server(new Frames());
        var other = running.connect();
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of(hex));
      client.shutdownOutput();
      running.err.awaitLine(TestListener.errorLine(client, complaint));
      assertThat(running.err.lines()).hasSize(1);
      other.getOutputStream().write(TestBytes.of("00000002 6869"));
      assertThat(other.getInputStream().readNBytes(6)).isEqualTo(TestBytes.of("00000002 6869"));
    }
  }

  @Test
  void a_frame_as_large_as_the_limit_is_sent_back() throws Exception {
    try (var running = RunningStep.server(new Frames());
        var client = running.connect()) {
      var frame =
          ByteBuffer.allocate(4 + FrameReader.DEFAULT_PAYLOAD_BYTES_MAX)
              .putInt(FrameReader.DEFAULT_PAYLOAD_BYTES_MAX);
      var sending = BackgroundTask.start(() -> client.getOutputStream().write(frame.array()));
      assertThat(client.getInputStream().readNBytes(frame.capacity())).isEqualTo(frame.array());
      sending.awaitSuccess();
    }
  }

  @Test
  void a_client_that_sends_only_a_part_of_a_frame_is_disconnected_after_the_timeout()
      throws Exception {
    try (var running = RunningStep.server(new Frames(), "--idle-timeout", "1s");
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("00100000 6869"));
      running.err.awaitLine(
          TestListener.errorLine(client, "no whole frame for 1s: closed (--idle-timeout)"));
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  // tag::never-reads[]
  @Test
  void a_client_that_never_reads_the_responses_is_disconnected_after_the_timeout()
      throws Exception {
    try (var running = RunningStep.server(new Frames(), "--idle-timeout", "1s");
        var client = running.connect()) {
      var frame = ByteBuffer.allocate(100_004).putInt(100_000).array();
      var sending =
          BackgroundTask.start(() -> {
            while (true) {
              client.getOutputStream().write(frame);
            }
          });
      running.err.awaitLine(
          TestListener.errorLine(client, "no whole frame for 1s: closed (--idle-timeout)"));
      await().until(sending::isDone);
    }
  }

  // end::never-reads[]

  @Test
  void random_frames_in_random_chunks_are_sent_back() throws Exception {
    RandomizedTest.run(random -> {
      var all = new ByteArrayOutputStream();
      for (int i = 0; i < 50; i++) {
        var payload = TestBytes.random(random, random.nextInt(3000));
        all.writeBytes(ByteBuffer.allocate(4).putInt(payload.length).array());
        all.writeBytes(payload);
      }
      try (var running = RunningStep.server(new Frames());
          var client = running.connect()) {
        var sending =
            BackgroundTask.start(() -> {
              client.setTcpNoDelay(true);
              int at = 0;
              for (int cut : TestBytes.cuts(random, all.size(), 2000)) {
                client.getOutputStream().write(all.toByteArray(), at, cut);
                at += cut;
              }
              client.shutdownOutput();
            });
        assertThat(client.getInputStream().readAllBytes()).isEqualTo(all.toByteArray());
        sending.awaitSuccess();
      }
    });
  }

  @Test
  void the_client_sends_each_text_in_a_frame_and_prints_the_responses() throws Exception {
    assertThat(responses("hello", "", "한글"))
        .containsExactly("came back: hello", "came back: ", "came back: 한글");
  }

  @Test
  void the_client_fails_if_responses_are_missing_at_eof() throws Exception {
    try (var listener = TestListener.listen();
        var client = client(listener.getLocalPort(), "hello", "you");
        var server = listener.accept()) {
      assertThat(server.getInputStream().readNBytes(16)).hasSize(16);
      server.getOutputStream().write(TestBytes.of("00000005 68656c6c6f"));
      server.shutdownOutput();
      assertThat(client.exitCode.join()).isEqualTo(1);
      assertThat(client.err.lines())
          .containsExactly(
              "connection to 127.0.0.1:%d: the server ended after 1 of 2 frames"
                  .formatted(listener.getLocalPort()));
    }
  }

  @Test
  void the_client_sends_more_than_the_kernel_buffers_hold_and_gets_all_responses()
      throws Exception {
    var texts = IntStream.range(0, 20).mapToObj(i -> ("" + i % 10).repeat(1_000_000));
    assertThat(responses(texts.toArray(String[]::new))).hasSize(20);
  }

  private static List<String> responses(String... texts) {
    try (var server = RunningStep.server(new Frames());
        var client = client(server.port(), texts)) {
      assertThat(client.exitCode.join()).isZero();
      return client.out.lines();
    }
  }

  private static RunningStep client(int port, String... texts) {
    var send = Stream.of(texts).flatMap(text -> Stream.of("--send", text));
    var options = Stream.concat(Stream.of("--port", "" + port), send);
    return RunningStep.start(new Frames(), options.toArray(String[]::new));
  }

  @Test
  void of_a_long_payload_only_the_beginning_is_printed() {
    var payload = ByteBuffer.wrap("가나다라".repeat(100).getBytes(UTF_8));
    assertThat(Excerpt.ofBeginning(payload)).isEqualTo("가나다라".repeat(7) + "가나 ...");
    assertThat(payload.remaining()).isEqualTo(1200);
    assertThat(Excerpt.of("x".repeat(61))).isEqualTo("x".repeat(30) + " ... " + "x".repeat(30));
  }
}
