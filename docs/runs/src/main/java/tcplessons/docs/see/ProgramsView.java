package tcplessons.docs.see;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import tcplessons.docs.capture.PcapngFile;
import tcplessons.docs.run.RunFigure;
import tcplessons.docs.run.RunFigure.Caption;
import tcplessons.grader.capture.CaptureTools;
import tcplessons.grader.capture.CapturedFrame;
import tcplessons.grader.capture.LiveCapture;

/** Runs the reader's programs to the end of the last client, and draws what was observed. */
@RequiredArgsConstructor
final class ProgramsView {

  private static final String NAME = "programs";

  /** A longer figure could not be read. */
  private static final int PACKETS_MAX = 500;

  /** For the capture file. */
  private static final int FILE_BYTES_MAX = 32 << 20;

  private final List<String> commands;
  private final Path folder;
  private final Output output;
  private final PrintStream out;
  private final PrintStream err;

  /** Ctrl-C, an interrupt of this thread, ends the programs; then the figure is drawn as well. */
  Path draw() throws IOException {
    try (var programs = new OwnPrograms(folder, out, _ -> false, FILE_BYTES_MAX);
        var wire = new Wire(programs.observed(), CaptureTools.FRAME_BYTES_MAX, err)) {
      wire.start(
          commands.stream()
              .flatMap(command -> OwnProgram.named(command).stream())
              .collect(Collectors.toSet()));
      if (!wire.isCaptured()) {
        err.println(LiveCapture.HOW_TO_ALLOW);
      }
      run(programs, wire);
      wire.catchUp();
      return write(programs.observed(), wire.isCaptured());
    }
  }

  private void run(OwnPrograms programs, Wire wire) throws IOException {
    try {
      programs.start(commands, wire::observe);
      programs.awaitClients();
      programs.stop("TERM");
    } catch (InterruptedException _) {
      programs.stop("INT");
    }
  }

  private Path write(Observed observed, boolean isCaptured) throws IOException {
    var words = output.words();
    var seen = observed.all(PACKETS_MAX);
    var file = isCaptured ? NAME + ".pcapng" : null;
    if (isCaptured) {
      var frames =
          observed.frames().stream()
              .sorted(Comparator.comparingLong(CapturedFrame::micros))
              .toList();
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
