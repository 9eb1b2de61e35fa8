package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplyOnceServerTest {

  @Test
  void answers_test_and_ends_its_direction() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }

  @Test
  void prints_the_clients_address_and_its_own() throws Exception {
    try (var running = Running.replyOnce();
        var client = new Socket()) {
      client.bind(new InetSocketAddress("127.0.0.2", 0));
      client.connect(new InetSocketAddress("127.0.0.3", running.port()));
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.getInputStream().readAllBytes();
      assertThat(running.out.lines())
          .containsExactly(
              "listen on port " + running.port(),
              "connect address : 127.0.0.2",
              "  local address : 127.0.0.3",
              "testing~");
    }
  }

  @Test
  void puts_together_a_character_that_arrives_one_byte_at_a_time() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      client.setTcpNoDelay(true);
      for (byte part : "한글".getBytes(UTF_8)) {
        client.getOutputStream().write(part);
      }
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      await().until(() -> String.join("", running.out.lines()).endsWith("한글"));
    }
  }

  @Test
  void answers_once_however_much_is_said() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      var speech = "testing~".repeat(50_000);
      client.getOutputStream().write(speech.getBytes(UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      await().until(() -> String.join("", running.out.lines()).endsWith(speech));
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void still_reads_what_the_client_says_after_the_answer() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      client.getOutputStream().write("first".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      client.getOutputStream().write("one more word".getBytes(UTF_8));
      await().until(() -> running.out.lines().contains("one more word"));
    }
  }

  @Test
  void closing_at_once_resets_a_client_that_says_one_more_word() throws Exception {
    try (var running = Running.replyOnce(true, Running.PATIENCE);
        var client = running.connect()) {
      client.getOutputStream().write("first".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      client.getOutputStream().write("one more word".getBytes(UTF_8)); // the kernel answers: RST
      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> client.getOutputStream().write('.'))
                  .isInstanceOf(SocketException.class)
                  .hasMessage("Broken pipe"));
      assertThat(running.out.lines()).doesNotContain("one more word");
    }
  }

  @Test
  void says_nothing_to_a_client_that_leaves_without_a_word() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEmpty();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void gives_up_on_a_client_that_never_ends() throws Exception {
    var patience = Duration.ofMillis(50);
    try (var running = Running.replyOnce(false, patience);
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.getInputStream().readAllBytes();
      await().until(() -> !running.err.lines().isEmpty());
      assertThat(running.err.lines())
          .containsExactly(
              "connection from 127.0.0.1:" + client.getLocalPort() + ": Read timed out");
    }
  }

  @Test
  void stops_reading_a_client_that_floods_it() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      var flood = "x".repeat(ReplyOnceServer.MAX_AFTER_ANSWER).getBytes(UTF_8);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  client.getOutputStream().write(flood);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() throws Exception {
    try (var running = Running.replyOnce();
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2Jred\u0007 alert\u009b".getBytes(UTF_8));
      client.getInputStream().readAllBytes();
      assertThat(running.out.lines()).last().isEqualTo("\uFFFD[2Jred\uFFFD alert\uFFFD");
    }
  }

  @Test
  void one_clients_reset_is_one_line_and_nobody_elses_problem() throws Exception {
    try (var running = Running.replyOnce();
        var before = running.connect()) {
      try (var rude = new Socket(InetAddress.getByName("127.0.0.1"), running.port())) {
        await().until(() -> running.out.lines().size() >= 5);
        rude.setSoLinger(true, 0); // close() sends RST
      }
      await().until(() -> !running.err.lines().isEmpty());
      assertThat(running.err.lines()).singleElement().asString().endsWith(": Connection reset");

      before.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(before.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }
}
