package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Event.OutputStream;

@EnabledOnOs(value = OS.LINUX, disabledReason = "strace needs Linux")
@Timeout(180)
class StraceLogTest {

  @Test
  void the_log_has_the_time_at_which_each_byte_was_written() {
    var log =
        StraceLog.of(
            List.of(
                "31 1700000000.000001 write(6<socket:[7]>, \"\"..., 1) = 1",
                "31 1700000000.000010 write(1</testbed/server.out>, \"\"..., 20) = 20",
                "33 1700000000.000015 write(1<pipe:[8]>, \"\"..., 300) = 300",
                "32 1700000000.000020 write(2</testbed/server.err>, \"\"..., 5 <unfinished ...>",
                "31 1700000000.000030 write(1</testbed/server.out>, \"\"..., 8) = 8",
                "32 1700000000.000031 <... write resumed>) = 5",
                "31 1700000000.000040 +++ exited with 0 +++"));

    assertThat(log.micros(OutputStream.OUT, 0)).hasValue(1_700_000_000_000_010L);
    assertThat(log.micros(OutputStream.OUT, 19)).hasValue(1_700_000_000_000_010L);
    assertThat(log.micros(OutputStream.OUT, 20)).hasValue(1_700_000_000_000_030L);
    assertThat(log.micros(OutputStream.OUT, 28)).isEmpty();
    assertThat(log.micros(OutputStream.ERR, 4)).hasValue(1_700_000_000_000_020L);
    assertThat(log.exited()).hasValue(1_700_000_000_000_040L);
  }

  @Test
  void the_log_of_a_running_process_without_output_is_empty() {
    assertThat(StraceLog.of(List.of()).micros(OutputStream.OUT, 0)).isEmpty();
    assertThat(StraceLog.of(List.of()).exited()).isEmpty();
  }

  @Test
  void a_line_is_between_the_packets_before_and_after_its_write() {
    Assumptions.assumeTrue(Tools.isInstalled("strace"), "strace is not installed");
    var played = TestbedTest.dialogue(Timing.EXACT);
    Assumptions.assumeTrue(played.captured(), "packets cannot be captured here");

    assertThat(
            played.run().events().stream()
                .map(StraceLogTest::name)
                .filter(List.of("6869", "hi", "706f6e67", "pong", "3")::contains))
        .startsWith("6869", "hi", "706f6e67")
        .contains("pong", "3");
  }

  private static String name(Event event) {
    return switch (event) {
      case Event.Packet segment -> segment.hex();
      case Event.Print print -> print.text();
      case Event.Exit exit -> "" + exit.code();
      default -> "";
    };
  }
}
