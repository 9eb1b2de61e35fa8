package tcplessons.docs.runs;

import java.io.IOException;
import tcplessons.docs.kit.Waiting;

/** A recorder in the middle of a scenario, which a test kills. */
final class KilledRecorder {

  private KilledRecorder() {}

  /**
   * @param args the topology
   */
  public static void main(String[] args) throws IOException {
    var topology = Topology.valueOf(args[0]);
    try (var testbed = Testbed.open(topology, Timing.APPROXIMATE, Waiting.LIMIT)) {
      testbed.server("server", TestbedTest.LASTING).prints("here");
      ProcessHandle.current().descendants().forEach(child -> IO.println("child " + child.pid()));
      IO.println("playing");
      System.in.read();
    }
  }
}
