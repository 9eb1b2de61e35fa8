package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tcplessons.grader.Event.Kind.RECEIVED;
import static tcplessons.grader.Event.Kind.SENT;
import static tcplessons.grader.Signature.Kind.CLOSED;
import static tcplessons.grader.Signature.Kind.WRONG;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the report shows of stderr. */
class StderrTest {

  private static final List<String> PROGRAM =
      List.of("sh", "-c", "echo before >&2; read x; echo then >&2; read x; echo after >&2; read x");

  private static String stderr(CheckRun run, Signature.Kind kind) {
    var any = new Phrase("observed.other");
    var deviation = new Deviation(new Signature(kind, 1), any, any);
    return run.stderr(deviation.at(new Deviation.Place("1", RECEIVED, 0)));
  }

  private static void awaitLine(Program program, String line) {
    await().until(() -> program.err().text().endsWith(line + "\n"));
  }

  @Test
  void what_another_check_or_a_later_step_has_caused_is_not_shown() throws Exception {
    try (var program = Program.start(PROGRAM, Path.of("."), _ -> {})) {
      awaitLine(program, "before");
      var run = new CheckRun(new Random(1), Optional.of(program), false);
      program.type(Bytes.utf8("\n"));
      awaitLine(program, "then");
      run.transcript.add("1", RECEIVED, Bytes.utf8("wrong"));
      run.transcript.add("1", SENT, Bytes.utf8("more"));
      program.type(Bytes.utf8("\n"));
      awaitLine(program, "after");

      assertThat(stderr(run, WRONG)).isEqualTo("then\n");
      assertThat(stderr(run, CLOSED)).isEqualTo("before\nthen\nafter\n");
    }
  }
}
