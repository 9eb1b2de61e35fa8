package tcplessons.binary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextServerTest {

  // tag::side-by-side[]
  @Test
  void a_character_cut_between_two_reads_is_broken_by_one_way_and_whole_by_the_other()
      throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("ed 95 9c ea")); // 한, and a third of 글
      assertThat(client.getInputStream().readNBytes(3)).asString(UTF_8).isEqualTo("한");
      client.getOutputStream().write(Bytes.of("b8 80"));
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
  void one_byte_at_a_time_the_text_comes_back_whole() throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      Bytes.drip(client, "안녕하세요 😀\n".getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("안녕하세요 😀\n");
      running.out.awaitLine("the client has ended");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void what_is_malformed_is_reported_with_its_position_and_ends_the_conversation()
      throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("ed 95 9c 61 ff 62"));
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한a");
      running.err.awaitLine(running.of(client, "malformed UTF-8 at byte 4 (length 1)"));
    }
  }

  @Test
  void what_is_malformed_is_replaced_on_request_and_the_conversation_goes_on() throws Exception {
    try (var running = Running.start(Running::replacing);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("ed 95 9c 61 ff 62"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한a\uFFFDb");
      running.out.awaitLine("the client has ended");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_truncated_end_is_reported_with_its_position() throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("ed 95 9c ea b8"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한");
      running.err.awaitLine(running.of(client, "truncated UTF-8 at byte 3 (length 2)"));
    }
  }

  @Test
  void a_truncated_end_is_replaced_on_request() throws Exception {
    try (var running = Running.start(Running::replacing);
        var client = running.connect()) {
      client.getOutputStream().write(Bytes.of("ed 95 9c ea b8"));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("한\uFFFD");
    }
  }

  // tag::every-byte[]
  @Test
  void of_256_bytes_that_are_no_text_512_come_back() throws Exception {
    try (var running = Running.start(Running::replacing);
        var client = running.connect()) {
      var out = new Screen();
      converse(client, new TextClient(256, Duration.ZERO, out), TextClient.everyByte());
      assertThat(out.lines())
          .containsExactly("sent 256 bytes, 512 came back: they differ from byte 128 on");
    }
  }

  // end::every-byte[]

  @Test
  void of_text_in_any_pieces_the_same_comes_back() throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      var out = new Screen();
      converse(client, new TextClient(2, Duration.ofMillis(1), out), "안녕하세요".getBytes(UTF_8));
      assertThat(out.lines()).containsExactly("sent 15 bytes, 15 came back: the same");
    }
  }

  @Test
  void a_line_without_an_end_is_never_collected() throws Exception {
    var line = "끝없는 줄 ".repeat(1000).getBytes(UTF_8); // 14,000 bytes
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      var sending =
          Talk.start(_ -> {
            for (int i = 0; i < 100; i++) {
              client.getOutputStream().write(line);
            }
            client.shutdownOutput();
          });
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(Bytes.repeated(line, 100));
      sending.endsWell();
      assertThat(running.out.lines())
          .filteredOn(text -> text.startsWith("  whole: "))
          .allMatch(text -> text.length() < 120);
    }
  }

  @Test
  void control_characters_are_shown_instead_of_obeyed() throws Exception {
    try (var running = Running.start(Running::reporting);
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2Jred\u0007\r\n".getBytes(UTF_8));
      running.out.awaitLine("  whole: \uFFFD[2Jred\uFFFD\\r\\n");
      assertThat(running.out.lines()).contains("  alone: \uFFFD[2Jred\uFFFD\\r\\n");
    }
  }

  private static void converse(Socket socket, TextClient client, byte[] text) throws Exception {
    Deadline.hold(socket, Running.PATIENCE, "byte", (s, deadline) -> client.run(s, deadline, text));
  }
}
