package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every lesson's command line has in common. Every lesson has the same copy. */
class CliTest {

  @Test
  void help_lists_the_steps() throws Exception {
    var result = CliResult.of("help");
    assertThat(result.exitCode()).isZero();
    assertThat(String.join("\n", result.out())).contains(steps()).contains("Lists the steps.");
  }

  @Test
  void an_unknown_step_prints_one_error_line_with_the_steps_and_exits_with_code_2()
      throws Exception {
    var result = CliResult.of("fly", "--high");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .singleElement()
        .asString()
        .startsWith("no such step: fly. The steps of lesson-")
        .contains(steps());
  }

  @Test
  void without_a_step_the_steps_are_listed_and_the_exit_code_is_2() throws Exception {
    var result = CliResult.of();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(String.join("\n", result.err())).contains("Usage:").contains(steps());
  }

  @Test
  void every_step_has_help_that_describes_all_its_options() throws Exception {
    for (var step : steps()) {
      var result = CliResult.of(step, "--help");
      assertThat(result.exitCode()).isZero();
      assertThat(String.join("\n", result.out())).contains("Usage:", step, "--help", "--port");
      assertThat(result.out()).noneMatch(line -> line.contains("null") || line.contains("PT"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--port abc     | 'abc' is not a port (0 to 65535)",
        "--port 65536   | '65536' is not a port (0 to 65535)",
        "--port -1      | '-1' is not a port (0 to 65535)",
        "--port         | Missing required parameter for option '--port'",
        "--nonsense     | Unknown option: '--nonsense'",
        "@file          | Unmatched argument",
      })
  void wrong_usage_of_any_step_prints_one_error_line_and_exits_with_code_2(
      String arguments, String message) throws Exception {
    for (var step : steps()) {
      var result = CliResult.of((step + " " + arguments).split(" +"));
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .singleElement()
          .asString()
          .contains(message)
          .endsWith(". Its options: mvn -q compile exec:exec@" + step + " -Dargs=--help");
    }
  }

  /** With --help, so that no step is started if its option accepts the value. */
  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void a_blank_value_of_any_option_prints_one_error_line_and_exits_with_code_2(String blank)
      throws Exception {
    for (var step : steps()) {
      for (var option : optionsWithValue(step)) {
        var result = CliResult.of(step, option + "=" + blank, "--help");
        assertThat(result.exitCode()).as(step + " " + option).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
            .singleElement()
            .asString()
            .startsWith("Invalid value for option '" + option + "'")
            .contains("'" + blank + "'");
      }
    }
  }

  private static List<String> optionsWithValue(String step) throws ReflectiveOperationException {
    return lesson().getSubcommands().get(step).getCommandSpec().options().stream()
        .filter(option -> option.arity().max() > 0)
        .map(OptionSpec::longestName)
        .filter(name -> !name.equals("--send")) // a message may be blank
        .toList();
  }

  @Test
  void numbers_are_formatted_the_same_in_every_locale() throws Exception {
    CliResult.of("help");
    assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(Locale.ROOT);
  }

  private static List<String> steps() throws ReflectiveOperationException {
    Set<String> names = lesson().getSubcommands().keySet();
    return names.stream().filter(name -> !name.equals("help")).toList();
  }

  private static CommandLine lesson() throws ReflectiveOperationException {
    var lesson = Class.forName(System.getProperty("lesson")).getDeclaredConstructor();
    return Cli.commandLine(lesson.newInstance());
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S, 1ms",
    "200ms, PT0.2S, 200ms",
    "1.5s, PT1.5S, 1500ms",
    "90s, PT1M30S, 90s",
    "2m, PT2M, 120s",
    "24h, PT24H, 86400s"
  })
  void a_duration_has_a_number_and_a_unit(String text, Duration duration, String formatted) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
    assertThat(DurationConverter.format(duration)).isEqualTo(formatted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "5 s",
        "-1s",
        "0s",
        "0.1ms",
        "25h",
        "99999999h",
        "1.5m",
        "1,5s",
        "1e3s",
        "٣s"
      })
  void a_duration_without_a_unit_or_out_of_range_is_refused(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'" + text + "' is not a time from 1ms to 24h, such as 500ms, 1.5s or 2m");
  }

  @ParameterizedTest
  @CsvSource({
    "'plain 한글 🙂', 'plain 한글 🙂'",
    "'\u001b[2Jred\u0007', '\uFFFD[2Jred\uFFFD'",
    "'c1 \u009b', 'c1 \uFFFD'",
    "'a\rb', 'a\uFFFDb'",
    "'a\r\nb\tc\r', 'a\r\nb\tc\r'",
    "'\u202egnp.exe', '\uFFFDgnp.exe'",
    "'\u2028', '\uFFFD'"
  })
  void text_from_a_peer_is_printed_without_control_sequences(String text, String printed) {
    assertThat(Printable.text(text)).isEqualTo(printed);
  }

  @Test
  void text_from_a_peer_can_be_printed_on_one_line() {
    assertThat(Printable.line("a\r\nb\tc\u001b")).isEqualTo("a\\r\\nb\\tc\uFFFD");
  }

  /** Fails in every way in which a step can fail. */
  @Command(name = "failing")
  private static final class Failing implements Callable<Integer> {

    @Option(names = "--timeout")
    private Duration timeout = Duration.ofMinutes(2);

    private final Exception failure;
    PrintStream out = System.out;
    PrintStream err = System.err;

    private Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @Test
  void a_failure_prints_one_error_line_and_exits_with_code_1() {
    assertThat(failing(new IOException("cannot connect"))).containsExactly("cannot connect");
    assertThat(failing(new EOFException())).containsExactly("java.io.EOFException");
    assertThat(failing(new IllegalStateException("bug")))
        .containsExactly("java.lang.IllegalStateException: bug");
  }

  @Test
  void a_step_that_was_interrupted_prints_no_error() {
    assertThat(failing(new InterruptedException())).isEmpty();
  }

  private static List<String> failing(Exception failure) {
    try (var step = RunningStep.start(new Failing(failure))) {
      assertThat(step.exitCode.join()).isEqualTo(1);
      return step.err.lines();
    }
  }
}
