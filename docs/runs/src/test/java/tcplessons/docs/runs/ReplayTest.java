package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.runs.Stage.Clock;
import tcplessons.docs.runs.Stage.Place;

/** The pages tell what happens: here it happens again. */
@Timeout(180)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runs are recorded on Linux")
class ReplayTest {

  /** Long enough for a machine that does much else besides. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  static final List<String> IDS = Scenarios.all().stream().map(Scenario::id).toList();

  @ParameterizedTest
  @FieldSource("IDS")
  void a_recorded_run_happens_again(String id) throws IOException {
    replay(id, Place.ISOLATED);
  }

  /**
   * What machines without namespaces do all the time is tried everywhere on these; {@code
   * -Dreplay.plain=all} tries it on all.
   */
  static final List<String> PLAIN =
      "all".equals(System.getProperty("replay.plain"))
          ? IDS
          : List.of("reply-once", "port-in-use", "handshake-before-accept", "tap");

  @ParameterizedTest
  @FieldSource("PLAIN")
  void a_recorded_run_happens_again_on_the_plain_loopback(String id) throws IOException {
    replay(id, Place.PLAIN);
  }

  @Test
  void every_scenario_is_recorded_and_every_record_has_a_scenario() throws IOException {
    try (var files = Files.list(Played.folder())) {
      var expected =
          Scenarios.all().stream()
              .flatMap(scenario ->
                  scenario.wire()
                      ? Stream.of(scenario.id() + ".json", scenario.id() + ".pcapng")
                      : Stream.of(scenario.id() + ".json"));
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .as("missing or left over in docs/runs/recorded; record all: " + Record.command(""))
          .containsExactlyInAnyOrderElementsOf(expected.toList());
    }
  }

  private static void replay(String id, Place place) throws IOException {
    var scenario = Scenarios.named(id).orElseThrow();
    var recorded = RunFile.read(Played.folder().resolve(id + ".json"));
    var played = play(scenario, place);
    if (!played.captured() && place == Place.ISOLATED) {
      IO.println(id + ": no packets are compared, the wire cannot be captured here");
    }
    var differences =
        new Comparison(scenario, played.captured()).differences(recorded, played.run());
    if (!differences.isEmpty()) {
      fail(
          "the run %s is not what is recorded:%n%s%nIf it is right now: %s",
          id, String.join("\n", differences), Record.command(id));
    }
  }

  private static Played play(Scenario scenario, Place place) {
    try {
      return Played.play(scenario, place, Clock.ROUGH, PATIENCE);
    } catch (MissingTool e) {
      return Assumptions.abort(e.getMessage());
    } catch (StageException e) {
      return fail(
          "the run " + scenario.id() + " does not go as its scenario says: " + e.getMessage());
    }
  }
}
