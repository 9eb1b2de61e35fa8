package tcplessons.docs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.ConnectionTable;
import tcplessons.docs.capture.PcapngFile;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.RunFile;
import tcplessons.grader.capture.CaptureReader;
import tcplessons.grader.capture.Segment;

/**
 * The files of the recorded runs agree with each other, and with what Wireshark reads from them.
 */
@Timeout(180)
class RecordedRunsTest {

  static final List<String> IDS = Scenarios.all().stream().map(Scenario::id).toList();

  static final List<String> CAPTURED =
      Scenarios.all().stream().filter(Scenario::wire).map(Scenario::id).toList();

  private static Wireshark wireshark;

  @BeforeAll
  static void startWireshark() throws IOException {
    if (Tools.isInstalled(Wireshark.PROGRAM)) {
      wireshark = new Wireshark();
    }
  }

  @AfterAll
  static void stopWireshark() {
    if (wireshark != null) {
      wireshark.close();
    }
  }

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
    var frames = CaptureReader.read(file(run.capture()));
    var captured =
        ConnectionTable.of(
            frames.stream().flatMap(frame -> Segment.decode(frame).stream()).toList());

    assertThat(captured.stream().flatMap(RecordedRunsTest::lines))
        .containsExactlyInAnyOrderElementsOf(
            run.events(Event.Packet.class).map(RecordedRunsTest::line).toList());
  }

  @ParameterizedTest
  @FieldSource("CAPTURED")
  void wireshark_sees_the_same_packets(String id) throws IOException {
    Assumptions.assumeTrue(wireshark != null, Wireshark.PROGRAM + " is not installed");
    var run = RunFile.read(file(id + ".json"));

    var seen = new ArrayList<String>();
    for (var packet : wireshark.packets(file(run.capture()))) {
      var flags = Segment.Flag.of(packet.flags()).stream().map(Enum::name).toList();
      int shown = Math.min(packet.payload().length, Segment.PAYLOAD_BYTES_MAX);
      var hex = HexFormat.of().formatHex(packet.payload(), 0, shown);
      seen.add("%s %d %d %s".formatted(flags, packet.seq(), packet.ack(), hex));
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
    var frames = CaptureReader.read(file(id + ".pcapng"));
    var copy = folder.resolve("copy.pcapng");
    PcapngFile.write(copy, "title", "lo", frames, frames.stream().map(_ -> "comment").toList());

    assertThat(CaptureReader.read(copy)).usingRecursiveComparison().isEqualTo(frames);
  }

  private static Stream<String> lines(CapturedConnection connection) {
    return connection.segments().stream()
        .map(packet ->
            "%d %s %s %s %d %d %d %d %s"
                .formatted(
                    connection.number(),
                    Segment.show(packet.source()),
                    Segment.show(packet.target()),
                    packet.flags().stream().map(Enum::name).toList(),
                    connection.relativeSeq(packet),
                    connection.relativeAck(packet),
                    packet.length(),
                    connection.window(packet),
                    connection.options(packet)));
  }

  private static String line(Event.Packet segment) {
    return "%d %s %s %s %d %d %d %d %s"
        .formatted(
            segment.connection(),
            segment.source(),
            segment.target(),
            segment.flags(),
            segment.seq(),
            segment.ack(),
            segment.length(),
            segment.window(),
            segment.options());
  }

  private static Path file(String name) {
    return Recording.folder().resolve(name);
  }
}
