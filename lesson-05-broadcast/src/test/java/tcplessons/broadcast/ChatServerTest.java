package tcplessons.broadcast;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServerTest {

  @Test
  void a_guest_gets_a_name_and_hears_who_comes_speaks_and_leaves() throws Exception {
    try (var running = Running.chat();
        var a = new Guest(running.connect())) {
      assertThat(a.hears())
          .isEqualTo("* welcome, you are guest-1, 1 here. /name NAME changes that, /quit leaves");
      try (var b = new Guest(running.connect())) {
        assertThat(b.hears()).startsWith("* welcome, you are guest-2, 2 here.");
        assertThat(a.hears()).isEqualTo("* guest-2 joined");
        b.says("안녕하세요");
        assertThat(a.hears()).isEqualTo("guest-2: 안녕하세요");
        a.says("hello");
        assertThat(b.hears()).isEqualTo("guest-1: hello"); // its own words have not come back
      }
      assertThat(a.hears()).isEqualTo("* guest-2 left");
      running.out.awaitLine("guest-2 left");
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void a_line_is_whole_one_byte_at_a_time() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      for (byte piece : "천천히\r\n".getBytes(UTF_8)) {
        b.sends(new byte[] {piece});
      }
      assertThat(a.hears()).isEqualTo("guest-2: 천천히");
    }
  }

  @Test
  void lines_in_one_segment_are_several_lines() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      b.says("one\ntwo\n\nthree");
      assertThat(a.hears(4))
          .containsExactly("guest-2: one", "guest-2: two", "guest-2: ", "guest-2: three");
    }
  }

  @Test
  void lines_of_different_guests_never_mix_and_everybody_hears_them_in_the_same_order()
      throws Exception {
    int lines = 300;
    try (var running = Running.chat();
        var talkers = Executors.newVirtualThreadPerTaskExecutor();
        var listener = Guest.joining(running.port());
        var other = Guest.joining(running.port())) {
      for (int i = 0; i < 3; i++) {
        var talker = Guest.joining(running.port());
        talkers.submit(() -> {
          for (int line = 0; line < lines; line++) {
            talker.says("line " + line);
          }
          return talker.hears(2 * lines);
        });
      }
      var first = spoken(listener, 3 * lines);
      assertThat(spoken(other, 3 * lines)).isEqualTo(first);
      for (int i = 3; i <= 5; i++) {
        String name = "guest-" + i + ": ";
        assertThat(first.stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, lines).mapToObj(line -> name + "line " + line).toList());
      }
    }
  }

  private static List<String> spoken(Guest guest, int count) throws Exception {
    var spoken = new ArrayList<String>();
    while (spoken.size() < count) {
      var line = guest.hears();
      if (!line.startsWith("* ")) {
        spoken.add(line);
      }
    }
    return spoken;
  }

  @Test
  void a_line_at_the_limit_passes_and_a_longer_one_is_told_why_it_ends() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      b.says("x".repeat(ChatServer.LIMIT));
      assertThat(a.hears()).isEqualTo("guest-2: " + "x".repeat(ChatServer.LIMIT));
      b.says("y".repeat(10 * ChatServer.LIMIT)); // and what it has not read must not reset it
      assertThat(b.hears()).isEqualTo("* a line has at most 1024 bytes. Goodbye");
      assertThat(b.hears()).isNull();
      assertThat(a.hears()).isEqualTo("* guest-2 left");
      b.socket.shutdownOutput();
      running.err.awaitLine(
          "connection from 127.0.0.1:%d: sent a line of more than 1024 bytes; disconnected"
              .formatted(b.socket.getLocalPort()));
    }
  }

  @Test
  void what_a_terminal_would_obey_is_shown_instead() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      b.sends("a\u001b[2Jb\rc\u00ffd\n".getBytes(ISO_8859_1));
      assertThat(a.hears()).isEqualTo("guest-2: a\uFFFD[2Jb\uFFFDc\uFFFDd");
      b.says("/name \u001b[31mred");
      assertThat(b.hears()).isEqualTo("* a name has 1 to 20 letters, digits, - or _");
      assertThat(running.out.lines()).noneMatch(line -> line.contains("\u001b"));
    }
  }

  @Test
  void a_name_can_be_changed_and_belongs_to_one_alone() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      b.says("/name 민지");
      assertThat(b.hears()).isEqualTo("* you are 민지");
      assertThat(a.hears()).isEqualTo("* guest-2 is now 민지");
      a.says("/name 민지".replace("민", "\u1106\u1175\u11ab")); // the same, written otherwise
      assertThat(a.hears()).isEqualTo("* 민지 is taken");
      a.says("/name Jun");
      assertThat(a.hears()).isEqualTo("* you are Jun");
      assertThat(b.hears()).isEqualTo("* guest-1 is now Jun");
      b.says("/name JUN");
      assertThat(b.hears()).isEqualTo("* JUN is taken");
      a.says("/name jun"); // his own, differently
      assertThat(a.hears()).isEqualTo("* you are jun");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/name two words", "/name * x", "/name <b>", "/name 123456789012345678901"})
  void what_looks_like_something_else_is_no_name(String line) throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port())) {
      a.says(line);
      assertThat(a.hears()).isEqualTo("* a name has 1 to 20 letters, digits, - or _");
    }
  }

  @Test
  void quit_leaves_and_an_unknown_command_is_told_the_known_ones() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port())) {
      a.says("/help");
      assertThat(a.hears()).isEqualTo("* there is /name NAME and /quit");
      a.says("/quit");
      assertThat(a.hears()).isNull();
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 0);
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void half_a_line_at_the_end_is_not_said() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port())) {
      a.hears();
      b.sends("whole\nhal".getBytes(UTF_8));
      b.socket.shutdownOutput();
      assertThat(a.hears(2)).containsExactly("guest-2: whole", "* guest-2 left");
      assertThat(b.hears()).isNull();
    }
  }

  @Test
  void a_reset_is_a_leave_for_the_others_and_one_line_here() throws Exception {
    try (var running = Running.chat();
        var a = Guest.joining(running.port())) {
      var rude = Guest.joining(running.port());
      assertThat(a.hears()).isEqualTo("* guest-2 joined");
      String peer = "127.0.0.1:" + rude.socket.getLocalPort();
      Pair.reset(rude.socket);
      assertThat(a.hears()).isEqualTo("* guest-2 left");
      running.err.awaitLine("connection from " + peer + ": Connection reset");
      assertThat(running.err.lines()).hasSize(1);
    }
  }

  @Test
  void who_does_not_read_is_cut_off_and_the_others_lose_nothing() throws Exception {
    try (var running = Running.chat(options -> options.behind(64 * 1024));
        var a = Guest.joining(running.port());
        var b = Guest.joining(running.port());
        var stuck = Guest.joining(running.port())) {
      a.hears(2);
      b.hears();
      var line = "z".repeat(1000);
      int said = 0;
      boolean left = false;
      while (!left) {
        b.says(line);
        var heard = a.hears();
        left = heard.equals("* guest-3 left");
        assertThat(left ? a.hears() : heard).isEqualTo("guest-2: " + line);
        assertThat(++said).as("lines before the verdict").isLessThan(100_000);
      }
      running.err.awaitLine(
          "connection from 127.0.0.1:%d: fell more than 65536 bytes behind; disconnected"
              .formatted(stuck.socket.getLocalPort()));
    }
  }

  @Test
  void a_thousand_that_come_and_go_leave_an_empty_room() throws Exception {
    try (var running = Running.chat(options -> options.behind(8 * 1024 * 1024));
        var a = Guest.joining(running.port());
        var comers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        comers.submit(() -> {
          var guest = Guest.joining(running.port());
          Pair.reset(guest.socket);
          return null;
        });
      }
      int left = 0;
      while (left < 1000) {
        left += a.hears().endsWith(" left") ? 1 : 0;
      }
      await().atMost(Running.PATIENCE).until(() -> running.server.size() == 1);
    }
  }
}
