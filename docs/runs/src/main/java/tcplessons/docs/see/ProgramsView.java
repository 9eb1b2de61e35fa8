package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.capture.PcapngFile;
import tcplessons.docs.run.RunFigure;
import tcplessons.docs.run.RunFigure.Caption;
import tcplessons.grader.capture.CaptureTools;
import tcplessons.grader.capture.LiveCapture;

/** Runs the reader's programs to the end of the last client, and draws what was observed. */
@RequiredArgsConstructor
final class ProgramsView {

  private static final String NAME = "programs";

  /** A longer figure could not be read. */
  private static final int PACKETS_MAX = 500;

  /** For the capture file. */
  private static final int FRAME_BYTES_MAX = 32 << 20;

  private final List<String> commands;
  private final Path folder;
  private final Output output;
  private final PrintStream out;
  private final PrintStream err;

  /** Ctrl-C, an interrupt of this thread, ends the programs; then the figure is drawn as well. */
  Path draw() throws IOException {
    var taps = new ArrayList<TapCapture>();
    try (var programs = new OwnPrograms(folder, out, _ -> false, FRAME_BYTES_MAX)) {
      var observed = programs.observed();
      var capture = LiveCapture.start("tcp", CaptureTools.FRAME_BYTES_MAX, observed::add);
      if (capture.isEmpty()) {
        err.println(LiveCapture.HOW_TO_ALLOW);
      }
      try {
        programs.start(
            commands,
            server -> capture.isPresent() ? UnaryOperator.identity() : tap(server, programs, taps));
        programs.readTerminal();
        programs.awaitClients();
        programs.stop("TERM");
      } catch (InterruptedException _) {
        programs.stop("INT");
      } finally {
        taps.forEach(TapCapture::close);
        capture.ifPresent(this::end);
      }
      return write(observed, capture.isPresent());
    }
  }

  private void end(LiveCapture capture) {
    if (!capture.catchUp()) {
      err.println("the last packets have not arrived within 5 s, so they are missing");
    }
    capture.close();
  }

  /** Makes the clients that follow connect to a tap. */
  private UnaryOperator<String> tap(
      OwnProgram server, OwnPrograms programs, List<TapCapture> taps) {
    int port = server.listening().iterator().next();
    try {
      var tap = TapCapture.start(port, programs.observed(), server, programs::lastClient);
      taps.add(tap);
      return command -> command.replaceAll("\\b" + port + "\\b", "" + tap.port());
    } catch (IOException e) {
      err.println(e.getMessage());
      return UnaryOperator.identity();
    }
  }

  private Path write(Observed observed, boolean isCaptured) throws IOException {
    var words = output.words();
    var seen = observed.all(PACKETS_MAX);
    var file = isCaptured ? NAME + ".pcapng" : null;
    if (isCaptured) {
      var frames = observed.frames();
      PcapngFile.write(
          output.folder().resolve(file), NAME, "lo", frames, frames.stream().map(_ -> "").toList());
    }
    var notes = new ArrayList<String>();
    if (!isCaptured) {
      notes.add(words.say("see.by-tap"));
    }
    if (seen.connections().size() < observed.connectionCount()) {
      notes.add(words.say("see.not-all", seen.connections().size(), observed.connectionCount()));
    }
    var page = output.page(words.say("see.programs"));
    var figure = new RunFigure(seen.run(NAME, Map.of(), file), words, new Caption("", file, notes));
    page.text().appendChild(figure.element(words.say("see.programs"), false));
    return output.write(NAME, page);
  }
}
