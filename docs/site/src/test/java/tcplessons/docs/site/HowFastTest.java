package tcplessons.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tcplessons.docs.model.Measurements;

/** The numbers of the page "How fast" are those of the recording. */
class HowFastTest {

  private static final Path RECORDING = Path.of("../bench/recorded.json");

  /** The goal, and 1,000 connections divided by 64. */
  private static final String[] NOT_MEASURED = {"0.75", "16"};

  private static final Pattern MACRO = Pattern.compile("measured:[\\w-]+\\[[^\\]]*\\]");
  private static final Pattern RESULT =
      Pattern.compile("\\d+\\.\\d+|\\d+(?= ?(?:ms|KiB|million|times|배|만))");

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void the_text_has_no_result_that_is_not_taken_from_the_recording(String language)
      throws IOException {
    var text = Files.readString(Path.of("src/docs/asciidoc", language, "how-fast.adoc"));

    assertThat(MACRO.matcher(text).results()).hasSizeGreaterThan(30);
    assertThat(RESULT.matcher(MACRO.matcher(text).replaceAll("")).results())
        .extracting(MatchResult::group)
        .isSubsetOf(NOT_MEASURED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void each_experiment_has_a_chart_with_all_servers(String language) throws IOException {
    var recorded = Measurements.read(RECORDING).experiments();

    assertThat(BuiltSite.read(language + "/how-fast.html").select("figure.speed"))
        .extracting(chart -> chart.select("tbody tr:has(svg rect)").size())
        .containsExactlyInAnyOrderElementsOf(
            recorded.stream().map(experiment -> experiment.servers().size()).toList());
  }
}
