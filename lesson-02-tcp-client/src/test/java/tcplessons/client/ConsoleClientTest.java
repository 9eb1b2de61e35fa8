package tcplessons.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ConsoleClientTest {

  private static final String FIRST = "Who needs a browser to communicate?";

  @Test
  void says_its_first_line_without_a_newline_then_what_is_typed_then_ends_its_direction()
      throws Exception {
    try (var pair = Pair.connected()) {
      var talk = typing("hello\n", pair.client());
      assertThat(pair.server().getInputStream().readAllBytes())
          .asString()
          .isEqualTo(FIRST + "hello\n");
      pair.server().close();
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly("client-> connected to server", "client-> connection is closed");
    }
  }

  @Test
  void the_rest_of_the_answer_is_printed_after_the_end_of_input() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = typing("", pair.client());
      assertThat(pair.server().getInputStream().readAllBytes()).asString().isEqualTo(FIRST);
      for (int i = 1; i <= 3; i++) {
        pair.server().getOutputStream().write(("answer " + i + "\n").getBytes(UTF_8));
        talk.out.awaitLine("client-> answer " + i);
      }
      pair.server().close();
      talk.endsWell();
      assertThat(talk.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void three_megabytes_of_korean_come_back_from_the_echo_as_they_went() throws Exception {
    var text = "텍스트는바이트다".repeat(125_000); // 8 characters, 24 bytes
    try (var running = Running.echo()) {
      var talk = typing(text, running.connect());
      talk.endsWell();
      var lines = talk.out.lines();
      assertThat(lines).startsWith("client-> connected to server");
      assertThat(
              lines.subList(1, lines.size() - 1).stream()
                  .map(line -> line.substring("client-> ".length()))
                  .collect(joining()))
          .isEqualTo(FIRST + text);
      assertThat(lines).last().isEqualTo("client-> connection is closed");
      running.out.awaitLine("echoed 3000035 bytes");
    }
  }

  @Test
  void the_servers_end_is_the_end_while_nothing_is_typed() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = Talk.start(out -> new ConsoleClient(new Silent(), out).run(pair.client()));
      pair.server().getInputStream().readNBytes(FIRST.length());
      pair.server().getOutputStream().write("안녕히\n".getBytes(UTF_8));
      pair.server().shutdownOutput();
      talk.endsWell();
      assertThat(talk.out.lines())
          .containsExactly(
              "client-> connected to server", "client-> 안녕히", "client-> connection is closed");
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_reset_is_an_error_and_the_connection_is_said_to_be_closed() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = Talk.start(out -> new ConsoleClient(new Silent(), out).run(pair.client()));
      pair.server().getInputStream().readNBytes(FIRST.length());
      Pair.reset(pair.server());
      talk.endsWith("Connection reset");
      assertThat(talk.out.lines()).last().isEqualTo("client-> connection is closed");
    }
  }

  @Test
  void shows_control_characters_instead_of_obeying_them() throws Exception {
    try (var pair = Pair.connected()) {
      var talk = typing("", pair.client());
      pair.server().getOutputStream().write("\u001b[2Jred\u0007\n".getBytes(UTF_8));
      talk.out.awaitLine("client-> \uFFFD[2Jred\uFFFD");
    }
  }

  private static Talk typing(String text, Socket socket) {
    var typed = new ByteArrayInputStream(text.getBytes(UTF_8));
    return Talk.start(out -> new ConsoleClient(typed, out).run(socket));
  }

  /** Somebody who sits at a keyboard and does not type. */
  private static final class Silent extends InputStream {
    @Override
    public synchronized int read() {
      while (true) {
        try {
          wait();
        } catch (InterruptedException _) {
          // like System.in, which no interrupt wakes
        }
      }
    }
  }
}
