package tcplessons.docs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.kit.Command;
import tcplessons.docs.kit.Tools;

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

  static final List<RecordedError> IN_KOREAN =
      RecordedError.ALL.stream().filter(error -> error.korean() != null).toList();

  private static final List<String> C_LIBRARY = List.of("getconf", "GNU_LIBC_VERSION");

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

  /** The C library has the messages of system errors in the language of the locale. */
  @ParameterizedTest
  @FieldSource("IN_KOREAN")
  void a_program_with_a_korean_locale_reports_what_the_page_states(RecordedError recorded)
      throws Exception {
    assumeTrue(hasKoreanLocale(), "the locale ko_KR.UTF-8 is not installed");
    recorded.program().missing().ifPresent(reason -> abort(reason));
    recorded.condition().missing().ifPresent(reason -> abort(reason));
    try (var target = recorded.condition().create()) {
      var error = recorded.program().fail(recorded.call(), target.inKorean());
      if (!error.text().equals(recorded.korean()) && !isRecordedCLibrary()) {
        abort(Command.output(C_LIBRARY) + " reports " + error);
      }
      assertThat(error).isEqualTo(new ReportedError(recorded.error().name(), recorded.korean()));
    }
  }

  private static boolean hasKoreanLocale() throws IOException {
    return Tools.isInstalled("locale")
        && Command.output(List.of("locale", "-a")).lines().anyMatch("ko_KR.utf8"::equals);
  }

  private static boolean isRecordedCLibrary() throws IOException {
    return Command.output(C_LIBRARY).equals("glibc " + RecordedError.CATALOG.with().get("glibc"));
  }

  private static boolean isRecordedVersion(ClientProgram program) {
    var recorded = RecordedError.CATALOG.with().get(program.toString());
    return (program.version() + ".").startsWith(recorded + ".");
  }
}
