package tcplessons.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SystemToolsTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, LINUX",
    "Mac OS X, MACOS",
    "Windows 11, WINDOWS",
    "Windows Server 2025, WINDOWS",
    "FreeBSD, LINUX"
  })
  void the_name_of_the_system_selects_its_tools(String osName, SystemTools tools) {
    assertThat(SystemTools.of(osName)).isEqualTo(tools);
  }

  @Test
  void the_command_contains_the_port() {
    assertThat(SystemTools.LINUX.whoListens(5001)).isEqualTo("ss -ltnp 'sport = :5001'");
    assertThat(SystemTools.MACOS.whoListens(5001)).isEqualTo("lsof -nP -iTCP:5001 -sTCP:LISTEN");
    assertThat(SystemTools.WINDOWS.whoListens(5001)).isEqualTo("netstat -ano | findstr :5001");
  }

  @Test
  void on_a_mac_the_ports_of_airplay_are_named() {
    assertThat(SystemTools.MACOS.whoListens(5000)).contains("lsof", "AirPlay Receiver");
    assertThat(SystemTools.MACOS.whoListens(7000)).contains("AirPlay Receiver");
    assertThat(SystemTools.MACOS.whoListens(5001)).doesNotContain("AirPlay");
    assertThat(SystemTools.LINUX.whoListens(5000)).doesNotContain("AirPlay");
  }

  @ParameterizedTest
  @EnumSource
  void a_port_in_use_and_an_unknown_host_name_the_tool_of_the_system(SystemTools tools)
      throws IOException {
    var first = new ListenOptions(0);
    first.host = "127.0.0.1";
    try (var listener = first.open()) {
      var second = new ListenOptions(listener.getLocalPort());
      second.host = "127.0.0.1";
      second.tools = tools;
      assertThatThrownBy(second::open)
          .hasMessageContaining(tools.whoListens(listener.getLocalPort()))
          .hasMessageEndingWith("Another: --port N");
      second.host = "no-such-host.invalid";
      assertThatThrownBy(second::open).hasMessageEndingWith("Local ones: " + tools.addresses);
    }
  }
}
