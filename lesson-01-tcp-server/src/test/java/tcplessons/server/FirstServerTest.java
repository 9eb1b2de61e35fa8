package tcplessons.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;

class FirstServerTest {

  private static final String FILE = "src/main/java/FirstServer.java";

  @Test
  void one_source_file_is_a_server_that_echoes_to_several_clients_at_once() throws Exception {
    var java = ProcessHandle.current().info().command().orElseThrow();
    try (var process = TestProcess.program(java, FILE, "0")) {
      int resetPort;
      try (var idle = new Socket("127.0.0.1", process.port())) {
        resetPort = idle.getLocalPort();
        try (var client = new Socket("127.0.0.1", process.port())) {
          client.setSoTimeout(20_000);
          client.getOutputStream().write("안녕 hello".getBytes(UTF_8));
          client.shutdownOutput();
          assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("안녕 hello");
          process.out.awaitLine("12 bytes from port " + client.getLocalPort());
        }
        idle.setSoLinger(true, 0); // close() sends RST
      }
      assertThat(process.err.awaitLines(1))
          .containsExactly("port " + resetPort + ": Connection reset");
    }
  }
}
