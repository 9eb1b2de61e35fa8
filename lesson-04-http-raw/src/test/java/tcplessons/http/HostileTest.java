package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that a server must survive: src/test/hostile. */
class HostileTest {

  /** Small enough to be cut at every position. */
  private static final int SMALL = 2000;

  static List<Hostile> cases() {
    return Hostile.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_answered_and_the_connection_is_ended(Hostile hostile) throws Exception {
    try (var running = Running.echo();
        var client = running.connect()) {
      client.sendAndBearARefusal(hostile.bytes());
      if (hostile.ends()) {
        client.end();
      }
      var answers = client.answersToTheEnd(); // which comes from the server
      assertThat(answers).extracting(Answer::code).isEqualTo(hostile.answers());
      if (!answers.getLast().code().equals("200")) {
        assertThat(answers.getLast().fields().values("Connection")).containsExactly("close");
      }
      assertThat(running.err.lines()).isEmpty();
      assertThat(running.out.text()).doesNotContainPattern("[\\p{Cc}&&[^\n]]");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(240)
  void means_the_same_however_it_is_cut(Hostile hostile) {
    byte[] bytes = hostile.bytes();
    assertThat(Pieces.whole(bytes).answers(Limits.DEFAULT)).isEqualTo(hostile.answers());
    assertThat(Pieces.ofSize(1, bytes).answers(Limits.DEFAULT)).isEqualTo(hostile.answers());
    for (int i = 1; i < Math.min(bytes.length, SMALL); i++) {
      assertThat(Pieces.cutAt(i, bytes).answers(Limits.DEFAULT))
          .as("cut at %d", i)
          .isEqualTo(hostile.answers());
    }
  }
}
