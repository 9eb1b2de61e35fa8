package tcplessons.docs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Provokes every error message of the page and compares it word for word. Another version of a
 * program may use other words: then the test is skipped, and its reason contains them.
 */
@Timeout(180)
class ErrorMessagesTest {

  static final List<RecordedError> ERRORS =
      RecordedError.ALL.stream()
          .filter(error -> error.equals(error.alternatives().getFirst()))
          .toList();

  @ParameterizedTest
  @FieldSource("ERRORS")
  void a_program_reports_what_the_page_states(RecordedError recorded) throws Exception {
    var program = recorded.program();
    program.missing().ifPresent(reason -> abort(reason));
    recorded.condition().missing().ifPresent(reason -> abort(reason));
    try (var target = recorded.condition().create()) {
      var error = program.fail(recorded.call(), target).normalized(target.port());
      var expected = recorded.alternatives().stream().map(RecordedError::error).toList();
      if (!expected.contains(error) && !isRecordedVersion(program)) {
        abort("%s %s reports %s".formatted(program, program.version(), error));
      }
      assertThat(error).isIn(expected);
    }
  }

  private static boolean isRecordedVersion(ClientProgram program) {
    var recorded = RecordedError.CATALOG.with().get(program.toString());
    return (program.version() + ".").startsWith(recorded + ".");
  }
}
