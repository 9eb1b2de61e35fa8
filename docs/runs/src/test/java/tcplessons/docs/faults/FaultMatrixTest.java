package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.FaultMatrix;

/** Exposes every server to every fault, and compares the outcomes with the recorded matrix. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "servers are measured through /proc")
@Timeout(240)
class FaultMatrixTest {

  private static final String RECORD = "mvn -q -pl docs/runs -am compile exec:exec@survive";

  static final List<String> IDS = ServerSpecs.all().stream().map(ServerSpec::id).toList();

  @ParameterizedTest
  @FieldSource("IDS")
  void every_fault_has_the_outcome_that_is_specified_and_recorded(String id)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Tools.isInstalled("prlimit"), "prlimit is not installed");
    var spec = ServerSpecs.named(id).orElseThrow();

    var result = MatrixRowRunner.play(spec);

    assertThat(result.violations()).isEmpty();
    assertThat(result.server().cells())
        .as("as recorded in docs/runs/fault-matrix.json; if it is right now: " + RECORD)
        .isEqualTo(recorded(id).cells());
  }

  @Test
  void the_recorded_matrix_has_every_server_and_every_fault() throws IOException {
    var servers = FaultMatrix.read(FaultMatrixCommand.file()).servers();

    assertThat(servers)
        .as(RECORD)
        .extracting(FaultMatrixTest::step)
        .containsExactlyElementsOf(ServerSpecs.all().stream().map(ServerSpec::step).toList());
    assertThat(servers)
        .allSatisfy(server ->
            assertThat(server.cells())
                .extracting(FaultMatrix.Cell::fault)
                .containsExactlyElementsOf(Arrays.stream(Fault.values()).map(Fault::key).toList()));
  }

  private static FaultMatrix.Server recorded(String id) throws IOException {
    return FaultMatrix.read(FaultMatrixCommand.file()).servers().stream()
        .filter(server -> step(server).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static ServerStep step(FaultMatrix.Server server) {
    return new ServerStep(server.lesson(), server.step(), server.args());
  }
}
