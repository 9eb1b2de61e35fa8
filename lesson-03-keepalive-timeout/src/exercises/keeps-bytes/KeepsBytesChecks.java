import java.time.Duration;
import tcplessons.grader.Bytes;
import tcplessons.grader.Connection;
import tcplessons.grader.ServerChecks;

/** A timeout in the middle of a line loses no byte. The server may ask at any time: it may wait. */
final class KeepsBytesChecks extends ServerChecks {

  private static final Duration TIME = Duration.ofMillis(200);
  private static final String QUESTION = "?\n";

  @Override
  protected void checks() {
    arguments("" + TIME.toMillis());

    check(
        "a line",
        peer -> {
          var line = word() + "\n";
          peer.send(line);
          expectLine(peer, line);
        });

    check(
        "three questions",
        peer -> {
          patience(TIME);
          peer.expect(QUESTION);
          peer.expect(QUESTION);
          peer.expect(QUESTION);
          peer.that(
              elapsed().compareTo(TIME.multipliedBy(2)) > 0,
              "the time passes before each question");
        });

    check(
        "a timeout in a line",
        peer -> {
          peer.send("ki");
          expectQuestion(peer);
          peer.send("w");
          expectQuestion(peer);
          peer.send("i\n");
          expectLine(peer, "kiwi\n");
        });

    check(
        "a line and a half",
        peer -> {
          peer.send("plum\nki");
          expectLine(peer, "plum\n");
          expectQuestion(peer);
          peer.send("wi\n");
          expectLine(peer, "kiwi\n");
        });

    check(
        "a timeout in a character",
        peer -> {
          var line = Bytes.utf8("한글\n");
          peer.send(Bytes.part(line, 0, 1));
          expectQuestion(peer);
          peer.send(Bytes.part(line, 1, 4));
          expectQuestion(peer);
          peer.send(Bytes.part(line, 4, line.length));
          expectLine(peer, "한글\n");
        });

    check(
        "FIN after a timeout",
        peer -> {
          peer.send("ki");
          expectQuestion(peer);
          peer.send("wi");
          expectQuestion(peer);
          peer.finish();
          expectLine(peer, "kiwi");
          peer.expectEnd();
        });
  }

  /** At least one question comes next. */
  private void expectQuestion(Connection peer) {
    patience(TIME);
    peer.expect(QUESTION);
    patience(Duration.ZERO);
  }

  /** The line comes next; on a slow machine, questions come before it. */
  private void expectLine(Connection peer, String line) {
    patience(TIME);
    peer.expectAfter(QUESTION, line);
    patience(Duration.ZERO);
  }
}
