package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tcplessons.docs.capture.PcapngFile;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Project;
import tcplessons.docs.model.Event;
import tcplessons.docs.model.Run;
import tcplessons.docs.model.RunFile;
import tcplessons.grader.capture.CapturedFrame;

/**
 * A scenario that was played, and the run that was observed.
 *
 * @param frames the captured frames, one for each packet of the run
 * @param captured whether packets were captured
 */
record Recording(Scenario scenario, Run run, List<CapturedFrame> frames, boolean captured) {

  static Recording play(Scenario scenario, Topology topology, Timing timing, Duration waitLimit) {
    try (var testbed = Testbed.open(topologyFor(scenario, topology), timing, waitLimit)) {
      scenario.script().play(testbed);
      var all = testbed.observation();
      var recorded = scenario.wire() ? all : all.withoutPackets();
      return new Recording(scenario, recorded.run(scenario), recorded.frames(), all.captured());
    }
  }

  private static Topology topologyFor(Scenario scenario, Topology topology) {
    if (!scenario.twoHosts()) {
      return topology;
    }
    if (topology != Topology.NAMESPACE) {
      throw new MissingToolException("a loopback cannot stand for two hosts");
    }
    return Topology.TWO_HOSTS;
  }

  /** The folder of the recorded runs. */
  static Path folder() {
    return Project.module().resolve("recorded");
  }

  void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    RunFile.write(run, folder.resolve(scenario.id() + ".json"));
    if (scenario.wire()) {
      PcapngFile.write(
          folder.resolve(run.capture()),
          scenario.title(),
          scenario.twoHosts() ? TwoHosts.INTERFACE + " of the server" : "lo",
          frames,
          run.packets().stream().map(Recording::comment).toList());
    }
  }

  /** The comment that Wireshark shows for a packet: its sender, and the states entered with it. */
  private static String comment(Event.Packet packet) {
    return "%s to %s%s%s"
        .formatted(
            Objects.requireNonNullElse(packet.from(), "no listener"),
            Objects.requireNonNullElse(packet.to(), "no listener"),
            packet.lost() ? ", lost" : "",
            packet.states().isEmpty() ? "" : ": " + packet.states());
  }
}
