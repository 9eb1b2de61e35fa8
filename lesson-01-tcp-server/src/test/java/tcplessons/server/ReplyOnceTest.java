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
import org.junit.jupiter.api.Test;

class ReplyOnceTest {

  @Test
  void responds_with_test_and_half_closes() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }

  @Test
  void prints_the_clients_address_and_its_own() throws Exception {
    LoopbackAddresses.assumeSeveral();
    try (var running = RunningStep.server(new ReplyOnce());
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
  void decodes_a_character_that_arrives_one_byte_at_a_time() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
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
  void responds_once_to_any_amount_of_data() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
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
  void reads_data_that_arrives_after_the_response() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = running.connect()) {
      client.getOutputStream().write("first".getBytes(UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("test");
      client.getOutputStream().write("one more word".getBytes(UTF_8));
      running.out.awaitLine("one more word");
    }
  }

  @Test
  @LinuxErrorText
  void closing_at_once_resets_a_client_that_sends_more_data() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce(), "--close-at-once");
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
  void sends_nothing_to_a_client_that_closes_without_sending() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = running.connect()) {
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEmpty();
      assertThat(running.err.lines()).isEmpty();
    }
  }

  @Test
  void closes_a_connection_on_which_no_eof_arrives_in_time() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce(), "--drain-timeout", "50ms");
        var client = running.connect()) {
      client.getOutputStream().write("testing~".getBytes(UTF_8));
      client.getInputStream().readAllBytes();
      running.err.awaitLines(1);
      assertThat(running.err.lines())
          .containsExactly(
              "connection from 127.0.0.1:" + client.getLocalPort() + ": Read timed out");
    }
  }

  @Test
  void stops_reading_a_client_that_sends_too_much() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = running.connect()) {
      var flood = "x".repeat(ReplyOnce.DRAIN_CHARS_MAX).getBytes(UTF_8);
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
  void prints_control_characters_as_replacement_characters() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var client = running.connect()) {
      client.getOutputStream().write("\u001b[2Jred\u0007 alert\u009b".getBytes(UTF_8));
      client.getInputStream().readAllBytes();
      assertThat(running.out.lines()).last().isEqualTo("\uFFFD[2Jred\uFFFD alert\uFFFD");
    }
  }

  @Test
  void a_reset_of_one_client_prints_one_error_line_and_other_clients_are_served() throws Exception {
    try (var running = RunningStep.server(new ReplyOnce());
        var before = running.connect()) {
      try (var rude = new Socket(InetAddress.getByName("127.0.0.1"), running.port())) {
        running.out.awaitLines(5);
        rude.setSoLinger(true, 0); // close() sends RST
      }
      running.err.awaitLines(1);
      assertThat(running.err.lines()).singleElement().asString().endsWith(": Connection reset");

      before.getOutputStream().write("testing~".getBytes(UTF_8));
      assertThat(before.getInputStream().readAllBytes()).asString().isEqualTo("test");
    }
  }
}
