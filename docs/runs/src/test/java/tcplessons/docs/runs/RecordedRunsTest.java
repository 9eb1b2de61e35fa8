package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.RunFile;

/** The files of the recorded runs agree with each other, and with what tshark reads from them. */
@Timeout(180)
class RecordedRunsTest {

  static final List<String> IDS = Scenarios.all().stream().map(Scenario::id).toList();

  static final List<String> CAPTURED =
      Scenarios.all().stream().filter(Scenario::wire).map(Scenario::id).toList();

  @ParameterizedTest
  @FieldSource("IDS")
  void json_is_written_as_it_was_read(String id) throws IOException {
    var file = file(id + ".json");

    assertThat(RunFile.toJson(RunFile.read(file))).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void every_event_has_its_line(String id) throws IOException {
    var file = file(id + ".json");

    assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("\"kind\"")))
        .hasSameSizeAs(RunFile.read(file).events())
        .allMatch(line -> line.startsWith("    { "));
    assertThat(Files.readString(file)).endsWith("\n}\n");
  }

  @ParameterizedTest
  @FieldSource("CAPTURED")
  void the_capture_holds_the_packets_of_the_run(String id) throws IOException {
    var run = RunFile.read(file(id + ".json"));
    var frames = Pcap.read(file(run.capture()));
    var captured =
        CapturedConnection.of(
            frames.stream().flatMap(frame -> Segment.decode(frame).stream()).toList());

    assertThat(captured.stream().flatMap(RecordedRunsTest::lines))
        .containsExactlyInAnyOrderElementsOf(
            run.events(Event.Packet.class).map(RecordedRunsTest::line).toList());
  }

  @ParameterizedTest
  @FieldSource("CAPTURED")
  void wireshark_sees_the_same_packets(String id) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Tools.isInstalled("tshark"), "tshark is not installed");
    var run = RunFile.read(file(id + ".json"));

    var seen = new ArrayList<String>();
    for (var line : tshark(file(run.capture()))) {
      var fields = line.split("\\|", -1);
      var flags = Segment.Flag.of(Integer.decode(fields[0])).stream().map(Enum::name).toList();
      var hex =
          fields[3].substring(0, Math.min(fields[3].length(), 2 * Observation.PAYLOAD_BYTES_MAX));
      seen.add("%s %s %s %s".formatted(flags, fields[1], fields[2], hex));
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            run.events(Event.Packet.class)
                .map(s -> "%s %d %d %s".formatted(s.flags(), s.seq(), s.ack(), s.hex()))
                .toList());
  }

  @ParameterizedTest
  @FieldSource("CAPTURED")
  void a_capture_is_written_as_it_was_read(String id, @TempDir Path folder) throws IOException {
    var frames = Pcap.read(file(id + ".pcapng"));
    var copy = folder.resolve("copy.pcapng");
    Pcap.write(copy, "title", "lo", frames, frames.stream().map(_ -> "comment").toList());

    assertThat(Pcap.read(copy)).usingRecursiveComparison().isEqualTo(frames);
  }

  private static List<String> tshark(Path capture) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                "tshark",
                "-r",
                capture.toString(),
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "tcp.flags",
                "-e",
                "tcp.seq",
                "-e",
                "tcp.ack",
                "-e",
                "tcp.payload")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private static Stream<String> lines(CapturedConnection connection) {
    return connection.segments().stream()
        .map(packet ->
            "%d %s %s %s %d %d %d"
                .formatted(
                    connection.number(),
                    Segment.show(packet.source()),
                    Segment.show(packet.target()),
                    packet.flags().stream().map(Enum::name).toList(),
                    connection.relativeSeq(packet),
                    connection.relativeAck(packet),
                    packet.payload().length));
  }

  private static String line(Event.Packet segment) {
    return "%d %s %s %s %d %d %d"
        .formatted(
            segment.connection(),
            segment.source(),
            segment.target(),
            segment.flags(),
            segment.seq(),
            segment.ack(),
            segment.length());
  }

  private static Path file(String name) {
    return Recording.folder().resolve(name);
  }
}
