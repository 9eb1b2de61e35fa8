package tcplessons.docs.see;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tcplessons.docs.capture.CapturedConnection;
import tcplessons.docs.capture.ConnectionTable;
import tcplessons.docs.run.RunFigure;
import tcplessons.docs.run.RunFigure.Caption;
import tcplessons.grader.capture.CaptureReader;
import tcplessons.grader.capture.Segment;

/** Draws the connections of a packet capture. */
record CaptureView(Path file, Output output) {

  /** About 100 MB of memory. */
  private static final int SEGMENTS_MAX = 100_000;

  /** As many of the beginning and of the end: a longer figure could not be read. */
  static final int KEPT_PER_CONNECTION = 250;

  /** A page with more is slow to open. */
  private static final int FIGURES_MAX = 100;

  private static final int ROWS_MAX = 3000;

  /**
   * @param numbers of the connections to draw; empty for the first ones
   * @return the page
   * @throws IOException with a message of one line
   */
  Path draw(Set<Integer> numbers) throws IOException {
    var table = new ConnectionTable(SEGMENTS_MAX, KEPT_PER_CONNECTION, _ -> true);
    long[] frames = {0};
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      CaptureReader.read(
          in,
          frame -> {
            frames[0]++;
            Segment.decode(frame).ifPresent(table::add);
          });
    }
    var connections = selected(table.connections(), numbers);
    if (connections.isEmpty()) {
      throw new IOException(
          numbers.isEmpty()
              ? "no TCP segment among %d packets".formatted(frames[0])
              : "it has the connections 1 to %d".formatted(table.count()));
    }
    return write(connections, table.count());
  }

  private static List<CapturedConnection> selected(
      List<CapturedConnection> all, Set<Integer> numbers) {
    var left = new HashSet<>(numbers);
    var selected = new ArrayList<CapturedConnection>();
    int rows = 0;
    for (var connection : all) {
      boolean isWanted = numbers.isEmpty() || left.contains(connection.number());
      boolean fits = selected.size() < FIGURES_MAX && rows < ROWS_MAX;
      if (isWanted && fits) {
        selected.add(connection);
        rows += connection.segments().size();
      }
    }
    return selected;
  }

  private Path write(List<CapturedConnection> connections, int count) throws IOException {
    var words = output.words();
    var name = file.getFileName().toString();
    var page = output.page(name);
    if (count > 1) {
      page.text().appendChild(new ConnectionList(words).element(connections));
    }
    if (connections.size() < count) {
      page.text().appendElement("p").text(words.say("see.not-all", connections.size(), count));
    }
    var figures = page.text().appendElement("div").addClass("figures");
    for (var connection : connections) {
      var notes =
          connection.isFromSyn() ? List.<String>of() : List.of(words.say("see.from-middle"));
      var figure =
          new RunFigure(
              ObservedRun.of(List.of(), List.of(), List.of(connection), Map.of())
                  .run(ConnectionList.id(connection.number()), Map.of(), name),
              words,
              new Caption(null, null, notes));
      var title = words.say("see.connection", String.valueOf(connection.number()));
      figures.appendChild(figure.element(title, false));
    }
    return output.write(Output.fileName(name), page);
  }
}
