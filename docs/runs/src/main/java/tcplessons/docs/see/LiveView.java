package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
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
   * @param pagePort 0 for any free port
   * @return the exit code
   */
  int show(int pagePort) throws IOException {
    try (var programs = new OwnPrograms(folder, out, _ -> true, 0)) {
      var observed = programs.observed();
      var capture = LiveCapture.start("tcp port " + port, FRAME_BYTES, observed::add);
      if (capture.isEmpty()) {
        err.println(LiveCapture.HOW_TO_ALLOW);
        return 1;
      }
      var title = output.words().say("see.live", "" + port);
      try (var _ = capture.get();
          var page = LivePage.open(observed, output, title, pagePort)) {
        out.println(page.address() + " until Ctrl-C");
        output.open(page.address());
        if (!commands.isEmpty()) {
          programs.start(commands, _ -> UnaryOperator.identity());
          programs.readTerminal();
        }
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException _) {
        // Ctrl-C
      }
      return 0;
    }
  }
}
