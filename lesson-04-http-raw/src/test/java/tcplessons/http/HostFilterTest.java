package tcplessons.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS rebinding: a page of another site reaches a local server under the site's own name. */
class HostFilterTest {

  @TempDir private Path root;

  @BeforeEach
  void fill() throws IOException {
    Files.writeString(root.resolve("index.html"), "here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1", "127.0.0.1:80", "127.1.2.3",
        "[::1]", "[0:0:0:0:0:0:0:1]:9", "", "my.test", "MY.test:1", "other.test",
      })
  void names_of_the_loopback_interface_and_allowed_names_are_served(String host) throws Exception {
    assertThat(code("/", host, "--allow-host", "my.test", "--allow-host", "Other.test"))
        .isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.0.1",
        "0.0.0.0",
        "[::]",
        "[2001:db8::1]",
        "my.test.evil.example",
      })
  void another_host_is_421_on_a_loopback_address(String host) throws Exception {
    assertThat(code("/", host, "--allow-host", "my.test")).isEqualTo("421");
  }

  @Test
  void the_host_of_an_absolute_target_takes_precedence() throws Exception {
    assertThat(code("http://evil.example/", "localhost")).isEqualTo("421");
    assertThat(code("http://localhost:80/", "evil.example")).isEqualTo("200");
  }

  @Test
  void a_server_on_all_addresses_accepts_any_host() throws Exception {
    assertThat(code("/", "evil.example", "--host", "*")).isEqualTo("200");
  }

  @Test
  void other_steps_accept_any_host() throws Exception {
    try (var running = RunningStep.server(new Hello(), "--host", "127.0.0.1");
        var client = RawClient.connect(running)) {
      client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      assertThat(client.readResponse().code()).isEqualTo("200");
    }
  }

  private String code(String target, String host, String... options) throws Exception {
    var step = new FileServer();
    step.root = root;
    try (var running = RunningStep.server(step, options);
        var client = RawClient.connect(running)) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return client.readResponse().code();
    }
  }
}
