package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.RunFile;

/**
 * Plays every scenario again and compares it with the recorded run, which the pages show. If they
 * differ and curl or Node.js has another version than when it was recorded, the test is skipped.
 */
@Timeout(180)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runs are recorded on Linux")
class ReplayTest {

  static final List<String> IDS = Scenarios.all().stream().map(Scenario::id).toList();

  @ParameterizedTest
  @FieldSource("IDS")
  void a_recorded_run_happens_again(String id) throws IOException {
    replay(id, Topology.NAMESPACE);
  }

  /**
   * The runs that are also played without a network namespace, as on machines that have none;
   * {@code -Dreplay.plain=all} plays all of them so.
   */
  static final List<String> ON_LOOPBACK =
      "all".equals(System.getProperty("replay.plain"))
          ? IDS
          : List.of("reply-once", "port-in-use", "handshake-before-accept", "tap");

  @ParameterizedTest
  @FieldSource("ON_LOOPBACK")
  void a_recorded_run_happens_again_on_the_loopback(String id) throws IOException {
    replay(id, Topology.LOOPBACK);
  }

  @Test
  void every_scenario_is_recorded_and_every_recorded_run_has_a_scenario() throws IOException {
    try (var files = Files.list(Recording.folder())) {
      var expected =
          Scenarios.all().stream()
              .flatMap(scenario ->
                  scenario.wire()
                      ? Stream.of(scenario.id() + ".json", scenario.id() + ".pcapng")
                      : Stream.of(scenario.id() + ".json"));
      // Which code is behind the lines of a run is written by hand, in ID.code.
      var recorded =
          files.map(Path::getFileName).map(Path::toString).filter(name -> !name.endsWith(".code"));
      assertThat(recorded)
          .as(
              "missing or left over in docs/runs/recorded; record all: "
                  + RecordCommand.command(""))
          .containsExactlyInAnyOrderElementsOf(expected.toList());
    }
  }

  private static void replay(String id, Topology topology) throws IOException {
    var scenario = Scenarios.named(id).orElseThrow();
    var recorded = RunFile.read(Recording.folder().resolve(id + ".json"));
    var played = play(scenario, topology);
    if (!played.captured() && topology == Topology.NAMESPACE) {
      IO.println(id + ": packets cannot be captured here and are not compared");
    }
    var differences =
        new RunComparison(scenario, played.captured()).differences(recorded, played.run());
    if (!differences.isEmpty()) {
      abortIfOtherVersions(recorded, played.run());
      fail(
          "the run %s is not what is recorded:%n%s%nIf it is right now: %s",
          id, String.join("\n", differences), RecordCommand.command(id));
    }
  }

  /** Another version of curl or Node.js may print other words. */
  private static void abortIfOtherVersions(Run recorded, Run played) {
    for (var program : List.of("curl", "node")) {
      var version = played.with().get(program);
      if (!Objects.equals(version, recorded.with().get(program))) {
        Assumptions.abort("%s: other than with %s %s".formatted(recorded.id(), program, version));
      }
    }
  }

  private static Recording play(Scenario scenario, Topology topology) {
    try {
      return Recording.play(scenario, topology, Timing.APPROXIMATE, Waiting.LIMIT);
    } catch (MissingToolException e) {
      return Assumptions.abort(e.getMessage());
    } catch (ScenarioException e) {
      return fail(
          "the run " + scenario.id() + " does not go as its scenario says: " + e.getMessage());
    }
  }
}
