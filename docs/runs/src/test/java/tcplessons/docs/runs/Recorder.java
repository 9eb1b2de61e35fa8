package tcplessons.docs.runs;

import java.io.IOException;
import java.time.Duration;
import tcplessons.docs.runs.Stage.Clock;
import tcplessons.docs.runs.Stage.Place;

/** A recorder that is in the middle of a scenario, whose participants would outlive it. */
final class Recorder {

  private Recorder() {}

  /**
   * @param args the place where it plays
   */
  public static void main(String[] args) throws IOException {
    try (var stage = new Stage(Place.valueOf(args[0]), Clock.ROUGH, Duration.ofSeconds(20))) {
      stage.server("server", StageTest.LASTING).prints("here");
      ProcessHandle.current().descendants().forEach(child -> IO.println("child " + child.pid()));
      IO.println("playing");
      System.in.read();
    } catch (MissingTool e) {
      IO.println("playing nowhere: " + e.getMessage());
    }
  }
}
