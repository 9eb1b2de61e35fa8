package tcplessons.docs.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every server meets every peer, and becomes what the page says. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "servers are looked at through /proc")
@Timeout(240)
class MatrixTest {

  private static final String AGAIN = "mvn -q -pl docs/faults -am compile exec:exec@survive";

  static final List<String> IDS = Servers.all().stream().map(Row::id).toList();

  @ParameterizedTest
  @FieldSource("IDS")
  void a_server_does_with_every_peer_what_is_specified_and_recorded(String id)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(isInstalled("prlimit"), "prlimit is not installed");
    var row = Servers.named(id).orElseThrow();

    var found = Matrix.play(row);

    assertThat(found.wrong()).isEmpty();
    assertThat(found.server().cells())
        .as("as recorded in docs/faults/recorded; if it is right now: " + AGAIN)
        .isEqualTo(recorded(id).cells());
  }

  @Test
  void the_table_has_every_server_and_every_peer() throws IOException {
    assertThat(Survival.read(Survival.file()).servers())
        .as(AGAIN)
        .extracting(server -> new Step(server.lesson(), server.step(), server.args()))
        .containsExactlyElementsOf(Servers.all().stream().map(Row::step).toList());
    assertThat(Survival.read(Survival.file()).servers())
        .allSatisfy(server ->
            assertThat(server.cells())
                .extracting(Survival.Cell::column)
                .containsExactlyElementsOf(
                    Arrays.stream(Column.values()).map(Column::key).toList()));
  }

  private static Survival.Server recorded(String id) throws IOException {
    return Survival.read(Survival.file()).servers().stream()
        .filter(server -> new Step(server.lesson(), server.step(), server.args()).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isInstalled(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }
}
