package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tcplessons.docs.runs.Stage.Clock;
import tcplessons.docs.runs.Stage.Place;

/**
 * A scenario, and what came of it.
 *
 * @param frames what was on the wire, one for each packet of the run
 * @param captured whether the wire could be seen
 */
record Played(Scenario scenario, Run run, List<Frame> frames, boolean captured) {

  static Played play(Scenario scenario, Place place, Clock clock, Duration patience) {
    try (var stage = new Stage(placeOf(scenario, place), clock, patience)) {
      scenario.script().play(stage);
      var seen = stage.observed();
      var observed = scenario.wire() ? seen : seen.withoutWire();
      return new Played(scenario, observed.run(scenario), observed.frames(), seen.captured());
    }
  }

  private static Place placeOf(Scenario scenario, Place place) {
    if (!scenario.twoMachines()) {
      return place;
    }
    if (place == Place.PLAIN) {
      throw new MissingTool("two machines are more than the plain loopback can play");
    }
    return Place.TWO_MACHINES;
  }

  /** Where the recorded runs are kept. */
  static Path folder() {
    return Lesson.root().resolve("docs/runs/recorded");
  }

  void save(Path folder) throws IOException {
    Files.createDirectories(folder);
    RunFile.write(run, folder.resolve(scenario.id() + ".json"));
    if (!scenario.wire()) {
      return;
    }
    var comments = run.events(Run.Segment.class).map(Played::comment).toList();
    var card = scenario.twoMachines() ? Machines.CARD + " of the server" : "lo";
    Pcap.write(folder.resolve(run.capture()), scenario.title(), card, frames, comments);
  }

  /** What Wireshark shows beside a packet: who sent it, and the states that ends enter with it. */
  private static String comment(Run.Segment segment) {
    return "%s to %s%s%s"
        .formatted(
            segment.from() == null ? "nobody" : segment.from(),
            segment.to() == null ? "nobody" : segment.to(),
            segment.lost() ? ", lost" : "",
            segment.states().isEmpty() ? "" : ": " + segment.states());
  }
}
