package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tcplessons.docs.runs.Run.Console;

@EnabledOnOs(value = OS.LINUX, disabledReason = "the stage is Linux")
@Timeout(180)
class TraceTest {

  @Test
  void tells_when_each_byte_was_written() {
    var trace =
        Trace.of(
            List.of(
                "31 1700000000.000001 write(6<socket:[7]>, \"\"..., 1) = 1",
                "31 1700000000.000010 write(1</stage/server.out>, \"\"..., 20) = 20",
                "33 1700000000.000015 write(1<pipe:[8]>, \"\"..., 300) = 300",
                "32 1700000000.000020 write(2</stage/server.err>, \"\"..., 5 <unfinished ...>",
                "31 1700000000.000030 write(1</stage/server.out>, \"\"..., 8) = 8",
                "32 1700000000.000031 <... write resumed>) = 5",
                "31 1700000000.000040 +++ exited with 0 +++"));

    assertThat(trace.micros(Console.OUT, 0)).hasValue(1_700_000_000_000_010L);
    assertThat(trace.micros(Console.OUT, 19)).hasValue(1_700_000_000_000_010L);
    assertThat(trace.micros(Console.OUT, 20)).hasValue(1_700_000_000_000_030L);
    assertThat(trace.micros(Console.OUT, 28)).isEmpty();
    assertThat(trace.micros(Console.ERR, 4)).hasValue(1_700_000_000_000_020L);
    assertThat(trace.ended()).hasValue(1_700_000_000_000_040L);
  }

  @Test
  void a_process_that_printed_nothing_and_still_runs_has_an_empty_one() {
    assertThat(Trace.of(List.of()).micros(Console.OUT, 0)).isEmpty();
    assertThat(Trace.of(List.of()).ended()).isEmpty();
  }

  @Test
  void a_line_stands_between_the_packets_that_came_before_and_after_its_writing() {
    Assumptions.assumeTrue(Tools.find("strace").isPresent(), "strace is not installed");
    var played = StageTest.dialogue(Stage.Clock.EXACT);
    Assumptions.assumeTrue(played.captured(), "the wire cannot be captured here");

    assertThat(
            played.run().events().stream()
                .map(TraceTest::name)
                .filter(List.of("6869", "hi", "706f6e67", "pong", "3")::contains))
        .startsWith("6869", "hi", "706f6e67")
        .contains("pong", "3");
  }

  private static String name(Run.Event event) {
    return switch (event) {
      case Run.Segment segment -> segment.hex();
      case Run.Print print -> print.text();
      case Run.Exit exit -> "" + exit.code();
      default -> "";
    };
  }
}
