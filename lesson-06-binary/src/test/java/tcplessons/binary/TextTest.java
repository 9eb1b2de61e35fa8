package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextTest {

  // tag::side-by-side[]
  @Test
  void a_character_cut_between_two_reads_is_decoded_only_with_the_pending_bytes() throws Exception {
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("ed 95 9c ea")); // 한, and a third of 글
      assertThat(client.getInputStream().readNBytes(3)).asString(UTF_8).isEqualTo("한");
      client.getOutputStream().write(TestBytes.of("b8 80"));
      assertThat(client.getInputStream().readNBytes(3)).asString(UTF_8).isEqualTo("글");
      assertThat(running.out.lines())
          .endsWith(
              "4 bytes: ed 95 9c ea",
              "  alone: 한\uFFFD",
              "  whole: 한 (1 left over)",
              "2 bytes: b8 80",
              "  alone: \uFFFD\uFFFD",
              "  whole: 글");
    }
  }

  // end::side-by-side[]

  @Test
  void text_that_arrives_byte_by_byte_comes_back_whole() throws Exception {
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      TestBytes.drip(client, "안녕하세요 😀\n".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("안녕하세요 😀\n");
      running.out.awaitLine("the client has ended");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_malformed_sequence_is_reported_with_its_position_and_closes_the_connection()
      throws Exception {
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("ed 95 9c 61 ff 62"));
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한a");
      running.err.awaitLine(TestListener.errorLine(client, "malformed UTF-8 at byte 4 (length 1)"));
    }
  }

  @Test
  void with_replace_a_malformed_sequence_becomes_a_replacement_character() throws Exception {
    try (var running = RunningStep.server(new Text(), "--replace");
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("ed 95 9c 61 ff 62"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한a\uFFFDb");
      running.out.awaitLine("the client has ended");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_truncated_character_at_eof_is_reported_with_its_position() throws Exception {
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("ed 95 9c ea b8"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한");
      running.err.awaitLine(TestListener.errorLine(client, "truncated UTF-8 at byte 3 (length 2)"));
    }
  }

  @Test
  void with_replace_a_truncated_character_at_eof_becomes_a_replacement_character()
      throws Exception {
    try (var running = RunningStep.server(new Text(), "--replace");
        var client = running.connect()) {
      client.getOutputStream().write(TestBytes.of("ed 95 9c ea b8"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한\uFFFD");
    }
  }

  // tag::every-byte[]
  @Test
  void with_replace_512_bytes_come_back_for_all_256_byte_values() throws Exception {
    try (var server = RunningStep.server(new Text(), "--replace");
        var client =
            RunningStep.start(new Text(), "--port", "" + server.port(), "--send-every-byte")) {
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines())
          .containsExactly("sent 256 bytes, 512 came back: they differ from byte 128 on");
    }
  }

  // end::every-byte[]

  @Test
  void the_client_gets_back_the_text_that_it_has_sent_in_chunks() throws Exception {
    var options = new String[] {"--send", "안녕하세요", "--cut", "2", "--pause", "1ms"};
    try (var server = RunningStep.server(new Text());
        var client = RunningStep.start(new Text(), withPort(server, options))) {
      assertThat(client.exitCode.join()).isZero();
      assertThat(client.out.lines()).containsExactly("sent 15 bytes, 15 came back: the same");
    }
  }

  @Test
  void a_line_of_any_length_is_printed_in_excerpts_and_comes_back() throws Exception {
    var line = "끝없는 줄 ".repeat(1000).getBytes(UTF_8); // 14,000 bytes
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      var sending =
          BackgroundTask.start(() -> {
            for (int i = 0; i < 100; i++) {
              client.getOutputStream().write(line);
            }
            client.shutdownOutput();
          });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(TestBytes.repeated(line, 100));
      sending.awaitSuccess();
      assertThat(running.out.lines())
          .filteredOn(text -> text.startsWith("  whole: "))
          .allMatch(text -> text.length() < 120);
    }
  }

  @Test
  void control_characters_are_printed_as_replacement_characters() throws Exception {
    try (var running = RunningStep.server(new Text());
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2Jred\u0007\r\n".getBytes(UTF_8));
      running.out.awaitLine("  whole: \uFFFD[2Jred\uFFFD\\r\\n");
      assertThat(running.out.lines()).contains("  alone: \uFFFD[2Jred\uFFFD\\r\\n");
    }
  }

  private static String[] withPort(RunningStep server, String... options) {
    var port = Stream.of("--port", "" + server.port());
    return Stream.concat(port, Stream.of(options)).toArray(String[]::new);
  }
}
