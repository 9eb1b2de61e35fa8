package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who listens on a port, asked of lsof(8). */
class LsofTest {

  @BeforeAll
  static void lsof_is_installed() {
    assumeTrue(TestProcess.isInstalled("lsof"), "lsof is not installed");
  }

  @Test
  void lsof_lists_only_the_listener_with_sTCP_LISTEN() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var _ = running.connect()) {
      var ours = "" + ProcessHandle.current().pid(); // a process that is being started has it too
      var lines =
          printed("lsof", "-nP", "-a", "-p", ours, "-iTCP:" + running.port(), "-sTCP:LISTEN");
      assertThat(lines).hasSize(2).first().asString().startsWith("COMMAND");
      assertThat(lines.getLast()).startsWith("java").endsWith("(LISTEN)");
    }
  }

  @Test
  void grep_for_the_port_also_finds_client_connections() throws Exception {
    try (var running = RunningStep.server(new Hello());
        var client = running.connect()) {
      var ours = ProcessHandle.current().pid();
      var all = printed("sh", "-c", "lsof -nP -a -p " + ours + " -i | grep :" + running.port());
      assertThat(all).anyMatch(line -> line.endsWith("(LISTEN)"));
      assertThat(all)
          .anyMatch(line ->
              line.contains(client.getLocalPort() + "->") && line.endsWith("(ESTABLISHED)"));
      assertThat(all).allMatch(line -> line.startsWith("java"));
    }
  }

  /** Without its bars a pipeline is one command, and its words are names of files. */
  @Test
  void without_pipe_characters_lsof_takes_grep_as_a_file_name() throws Exception {
    assertThat(printed("lsof", "-i", "-P", "grep", ":5000", "grep", "node"))
        .contains("lsof: status error on grep: No such file or directory");
  }

  private static List<String> printed(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
