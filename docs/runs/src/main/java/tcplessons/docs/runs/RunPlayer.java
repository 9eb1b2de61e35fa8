package tcplessons.docs.runs;

import java.io.IOException;
import java.nio.file.Path;
import tcplessons.docs.kit.MissingToolException;
import tcplessons.docs.kit.Tools;
import tcplessons.docs.kit.Waiting;
import tcplessons.docs.model.Run;

/** Plays the runs of the tutorial for readers, with what their machines allow. */
public final class RunPlayer {

  private RunPlayer() {}

  public static boolean knows(String id) {
    return Scenarios.named(id).isPresent();
  }

  /**
   * Plays a run. Where capturing is possible, the packets are written to a file of that folder;
   * otherwise taps report the bytes, FIN and RST.
   *
   * @return the run, without the name of a capture if packets could not be captured
   * @throws IOException if this machine cannot play it; the message says why
   */
  public static Run play(String id, Path folder) throws IOException {
    var scenario = Scenarios.named(id).orElseThrow();
    var timing = Tools.isInstalled("strace") ? Timing.EXACT : Timing.APPROXIMATE;
    try {
      boolean isTapped = scenario.wire() && !scenario.twoHosts() && !isCaptureAllowed();
      var topology = isTapped ? Topology.TAPPED : Topology.NAMESPACE;
      var recording = Recording.play(scenario, topology, timing, Waiting.LIMIT);
      if (!recording.captured()) {
        return recording.run().withCapture(null);
      }
      recording.save(folder);
      return recording.run();
    } catch (MissingToolException | ScenarioException e) {
      throw new IOException(id + ": " + e.getMessage(), e);
    }
  }

  private static boolean isCaptureAllowed() {
    try (var network = ScenarioNetwork.create(Topology.NAMESPACE)) {
      return network.capture().isPresent();
    }
  }
}
