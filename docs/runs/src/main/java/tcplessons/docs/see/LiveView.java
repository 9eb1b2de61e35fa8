package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import tcplessons.grader.capture.LiveCapture;

/** Shows the connections to a port until Ctrl-C, and the programs that it starts beside them. */
@RequiredArgsConstructor
final class LiveView {

  /** The headers, and what is kept of a payload: the kernel's buffer has room for 16,000 frames. */
  private static final int FRAME_BYTES = 1024;

  private final int port;
  private final List<String> commands;
  private final Path folder;
  private final Output output;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param to the server to which a tap on the port forwards, as host and port; null if the port is
   *     captured
   * @param pagePort 0 for any free port
   * @return the exit code
   */
  int show(String to, int pagePort) throws IOException {
    try (var programs = new OwnPrograms(folder, out, _ -> true, 0);
        var wire = new Wire(programs.observed(), FRAME_BYTES, err)) {
      if (to != null) {
        wire.tap(port, to);
      } else {
        wire.start(Set.of(port));
      }
      if (to == null && !wire.isCaptured()) {
        err.println(LiveCapture.HOW_TO_ALLOW);
        if (commands.isEmpty()) {
          err.println(
              "Or start the server on another port, and let the tap of lesson 02 forward to it:"
                  + " --live %d --to %d".formatted(port, port + 1));
          return 1;
        }
      }
      var title = output.words().say("see.live", "" + port);
      try (var page = LivePage.open(programs.observed(), output, title, pagePort)) {
        out.println(page.address() + " until Ctrl-C");
        output.open(page.address());
        programs.start(commands, to == null ? wire::observe : _ -> UnaryOperator.identity());
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException _) {
        // Ctrl-C
      }
      return 0;
    }
  }
}
