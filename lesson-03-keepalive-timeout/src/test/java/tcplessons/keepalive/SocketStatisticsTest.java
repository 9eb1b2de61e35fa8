package tcplessons.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SocketStatisticsTest {

  @ParameterizedTest
  @EnumSource(names = {"MACOS", "WINDOWS"})
  void other_systems_than_linux_have_no_ss(SystemTools system) throws Exception {
    try (var socket = new Socket()) {
      assertThat(new SocketStatistics(system, new File("/")).timer(socket))
          .isEqualTo("nothing: only Linux has ss");
    }
  }

  @Test
  void without_proc_the_reason_is_not_a_lack_of_descriptors() throws Exception {
    try (var socket = new Socket()) {
      var statistics = new SocketStatistics(SystemTools.LINUX, new File("no-such-directory"));
      assertThat(statistics.timer(socket))
          .isEqualTo("nothing: without /proc, the free file descriptors cannot be counted");
    }
  }
}
