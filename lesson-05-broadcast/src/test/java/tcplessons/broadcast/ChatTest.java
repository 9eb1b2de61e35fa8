package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTest {

  private static RunningStep start(String... options) {
    return RunningStep.server(new Chat(), options);
  }

  @Test
  void a_guest_gets_a_name_and_receives_joins_lines_and_leaves_of_the_others() throws Exception {
    try (var running = start();
        var a = new ChatClient(running.port())) {
      assertThat(a.readLine())
          .isEqualTo("* welcome, you are guest-1, 1 here. /name NAME changes that, /quit leaves");
      try (var b = new ChatClient(running.port())) {
        assertThat(b.readLine()).startsWith("* welcome, you are guest-2, 2 here.");
        assertThat(a.readLine()).isEqualTo("* guest-2 joined");
        b.send("안녕하세요");
        assertThat(a.readLine()).isEqualTo("guest-2: 안녕하세요");
        a.send("hello");
        assertThat(b.readLine()).isEqualTo("guest-1: hello"); // a has not received its own line
      }
      assertThat(a.readLine()).isEqualTo("* guest-2 left");
      running.out.awaitLine("guest-2 left");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_line_that_is_sent_one_byte_at_a_time_is_one_line() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      for (byte piece : "천천히\r\n".getBytes(UTF_8)) {
        b.sendBytes(new byte[] {piece});
      }
      assertThat(a.readLine()).isEqualTo("guest-2: 천천히");
    }
  }

  @Test
  void lines_in_one_segment_are_several_lines() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.send("one\ntwo\n\nthree");
      assertThat(a.readLines(4))
          .containsExactly("guest-2: one", "guest-2: two", "guest-2: ", "guest-2: three");
    }
  }

  @Test
  void lines_of_different_guests_never_mix_and_all_receive_them_in_the_same_order()
      throws Exception {
    int lines = 300;
    try (var running = start();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var listener = ChatClient.join(running.port());
        var other = ChatClient.join(running.port())) {
      for (int i = 0; i < 3; i++) {
        var sender = ChatClient.join(running.port());
        threads.submit(() -> {
          for (int line = 0; line < lines; line++) {
            sender.send("line " + line);
          }
          return sender.readLines(2 * lines);
        });
      }
      var first = listener.readChatLines(3 * lines);
      assertThat(other.readChatLines(3 * lines)).isEqualTo(first);
      for (int i = 3; i <= 5; i++) {
        String name = "guest-" + i + ": ";
        assertThat(first.stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, lines).mapToObj(line -> name + "line " + line).toList());
      }
    }
  }

  @Test
  void a_line_may_have_1024_bytes_and_a_longer_one_closes_the_connection_with_a_reason()
      throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.send("x".repeat(ChatHandler.LINE_BYTES_MAX));
      assertThat(a.readLine()).isEqualTo("guest-2: " + "x".repeat(ChatHandler.LINE_BYTES_MAX));
      b.send("y".repeat(10 * ChatHandler.LINE_BYTES_MAX)); // unread input must not cause RST
      assertThat(b.readLine()).isEqualTo("* a line has at most 1024 bytes. Goodbye");
      assertThat(b.readLine()).isNull();
      assertThat(a.readLine()).isEqualTo("* guest-2 left");
      b.socket.shutdownOutput();
      running.err.awaitLine(
          "connection from 127.0.0.1:%d: sent a line of more than 1024 bytes; disconnected"
              .formatted(b.socket.getLocalPort()));
    }
  }

  @Test
  void control_characters_and_malformed_utf_8_are_replaced() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.sendBytes("a\u001b[2Jb\rc\u00ffd\n".getBytes(ISO_8859_1));
      assertThat(a.readLine()).isEqualTo("guest-2: a\uFFFD[2Jb\uFFFDc\uFFFDd");
      b.send("/name \u001b[31mred");
      assertThat(b.readLine()).isEqualTo("* a name has 1 to 20 visible letters, digits, - or _");
      assertThat(running.out.lines()).noneMatch(line -> line.contains("\u001b"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "c0af", "ed", "eda080", "f8888080", "41ff"})
  void bytes_that_are_not_utf_8_are_replaced(String hex) throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.sendBytes(HexFormat.of().parseHex(hex + "0a"));
      assertThat(a.readLine()).matches("guest-2: A?\uFFFD+");
    }
  }

  /**
   * The bytes of telnet (GNU inetutils 2.4) and of PuTTY's plink 0.78. After Ctrl-C, telnet
   * discards all that it receives until the reply to DO TIMING-MARK comes.
   */
  @ParameterizedTest
  @CsvSource({
    "fff4fffd06, fffc06",
    "fffb1ffffb20fffb18fffb27fffd01fffb03fffd03, fffe1ffffe20fffe18fffe27fffc01fffe03fffc03"
  })
  void telnet_commands_are_no_text_and_get_a_reply(String commands, String reply) throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var telnet = ChatClient.join(running.port())) {
      a.readLine();
      telnet.sendBytes("hel".getBytes(UTF_8));
      for (byte piece : HexFormat.of().parseHex(commands)) {
        telnet.sendBytes(new byte[] {piece});
      }
      telnet.sendBytes("lo\r\n".getBytes(UTF_8));
      assertThat(a.readLine()).isEqualTo("guest-2: hello");
      var received = telnet.socket.getInputStream().readNBytes(reply.length() / 2);
      assertThat(HexFormat.of().formatHex(received)).isEqualTo(reply);
      a.send("next"); // comes next: nothing else was sent to telnet
      assertThat(telnet.readLine()).isEqualTo("guest-1: next");
    }
  }

  /** What "send synch" of telnet sends: the first byte of IAC DM is urgent, RFC 854. */
  @Test
  void a_telnet_command_may_have_an_urgent_byte() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var telnet = ChatClient.join(running.port())) {
      a.readLine();
      telnet.socket.sendUrgentData(255);
      telnet.sendBytes(new byte[] {(byte) 242});
      telnet.send("hello");
      assertThat(a.readLine()).isEqualTo("guest-2: hello");
    }
  }

  @Test
  void a_telnet_option_without_end_closes_the_connection() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.sendBytes(new byte[] {(byte) 255, (byte) 250});
      b.sendBytes(new byte[10_000]);
      assertThat(a.readLine()).isEqualTo("* guest-2 left");
      assertThat(b.readLine()).isNull();
      b.socket.shutdownOutput();
      running.err.awaitLine(
          "connection from 127.0.0.1:%d: sent a Telnet option of more than 1024 bytes; disconnected"
              .formatted(b.socket.getLocalPort()));
    }
  }

  @Test
  void a_byte_order_mark_before_the_first_line_is_not_part_of_it() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.send("\uFEFF/name 민지");
      assertThat(b.readLine()).isEqualTo("* you are 민지");
      assertThat(a.readLine()).isEqualTo("* guest-2 is now 민지");
      b.send("\uFEFFhi"); // only before the first line
      assertThat(a.readLine()).isEqualTo("민지: \uFEFFhi");
    }
  }

  @Test
  void a_name_can_be_changed_and_is_unique() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.send("/name 민지");
      assertThat(b.readLine()).isEqualTo("* you are 민지");
      assertThat(a.readLine()).isEqualTo("* guest-2 is now 민지");
      a.send("/name 민지".replace("민", "\u1106\u1175\u11ab")); // the same, decomposed: UAX #15
      assertThat(a.readLine()).isEqualTo("* 민지 is taken");
      a.send("/name Jun");
      assertThat(a.readLine()).isEqualTo("* you are Jun");
      assertThat(b.readLine()).isEqualTo("* guest-1 is now Jun");
      b.send("/name ＪUN");
      assertThat(b.readLine()).isEqualTo("* ＪUN is taken");
      a.send("/name jun"); // its own name in another case
      assertThat(a.readLine()).isEqualTo("* you are jun");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/name two words",
        "/name * x",
        "/name <b>",
        "/name 123456789012345678901",
        "/name \u3164", // HANGUL FILLER
        "/name guest-1\u034f"
      })
  void a_name_with_other_characters_or_too_many_is_rejected(String line) throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port())) {
      a.send(line);
      assertThat(a.readLine()).isEqualTo("* a name has 1 to 20 visible letters, digits, - or _");
    }
  }

  /** Emoji sequences contain U+200D and U+FE0F, which are invisible alone. */
  @Test
  void a_line_may_have_emoji_sequences() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.send("\u2764\uFE0F 👩\u200D💻 👍🏽 🇰🇷");
      assertThat(a.readLine()).isEqualTo("guest-2: \u2764\uFE0F 👩\u200D💻 👍🏽 🇰🇷");
    }
  }

  @Test
  void quit_closes_the_connection_and_an_unknown_command_lists_the_known_ones() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port())) {
      a.send("/help");
      assertThat(a.readLine()).isEqualTo("* there is /name NAME and /quit");
      a.send("/quit");
      assertThat(a.readLine()).isNull();
      await().until(() -> running.out.lines().contains("guest-1 left"));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void an_incomplete_line_before_eof_is_dropped() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLine();
      b.sendBytes("whole\nhal".getBytes(UTF_8));
      b.socket.shutdownOutput();
      assertThat(a.readLines(2)).containsExactly("guest-2: whole", "* guest-2 left");
      assertThat(b.readLine()).isNull();
    }
  }

  @Test
  void a_reset_is_announced_as_a_leave_and_the_server_prints_one_error_line() throws Exception {
    try (var running = start();
        var a = ChatClient.join(running.port())) {
      var reset = ChatClient.join(running.port());
      assertThat(a.readLine()).isEqualTo("* guest-2 joined");
      String peer = "127.0.0.1:" + reset.socket.getLocalPort();
      TestSockets.reset(reset.socket);
      assertThat(a.readLine()).isEqualTo("* guest-2 left");
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void a_client_that_does_not_read_is_disconnected_and_the_others_lose_nothing() throws Exception {
    try (var running = start("--max-queued", "64k", "--stall-timeout", "500ms");
        var a = ChatClient.join(running.port());
        var b = ChatClient.join(running.port());
        var stalled = ChatClient.join(running.port())) {
      a.readLines(2);
      b.readLine();
      var line = "z".repeat(1000);
      int sent = 0;
      boolean left = false;
      while (!left) {
        b.send(line);
        var received = a.readLine();
        left = received.equals("* guest-3 left");
        assertThat(left ? a.readLine() : received).isEqualTo("guest-2: " + line);
        assertThat(++sent).as("lines before the reset").isLessThan(100_000);
      }
      running.err.awaitLine(
          "connection from 127.0.0.1:%d: stalled for 500ms with a full send queue; disconnected"
              .formatted(stalled.socket.getLocalPort()));
    }
  }

  @Test
  void a_client_that_does_not_read_the_replies_to_its_own_lines_is_disconnected_and_slows_no_other()
      throws Exception {
    try (var running = start("--max-queued", "64k", "--stall-timeout", "500ms");
        var a = ChatClient.join(running.port());
        var flooding = ChatClient.join(running.port());
        var b = ChatClient.join(running.port())) {
      a.readLines(2);
      BackgroundTask.start(() -> {
        while (true) {
          flooding.sendBytes("/x\n".repeat(1000).getBytes(UTF_8));
        }
      });
      int sent = 0;
      while (running.err.lines().isEmpty()) {
        b.send("hello");
        assertThat(a.readLine()).isIn("guest-3: hello", "* guest-2 left");
        assertThat(++sent).as("lines before the reset").isLessThan(1_000_000);
      }
      assertThat(running.err.lines())
          .containsExactly(
              "connection from 127.0.0.1:%d: stalled for 500ms with a full send queue; disconnected"
                  .formatted(flooding.socket.getLocalPort()));
    }
  }

  @Test
  void a_thousand_clients_that_connect_and_reset_are_all_removed() throws Exception {
    try (var running = start("--max-queued", "8m");
        var a = ChatClient.join(running.port());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        threads.submit(() -> {
          TestSockets.reset(ChatClient.join(running.port()).socket);
          return null;
        });
      }
      int left = 0;
      while (left < 1000) {
        left += a.readLine().endsWith(" left") ? 1 : 0;
      }
      try (var last = new ChatClient(running.port())) {
        assertThat(last.readLine()).contains(", 2 here.");
      }
    }
  }
}
