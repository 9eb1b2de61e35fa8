package tcplessons.docs.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Where things stand on a strip, in points.
 *
 * @param client the client's lifeline; everything of its console ends left of it
 * @param server the server's lifeline; everything of its console begins right of it
 * @param solo whether one console has all of the room, right of the one line that there is
 */
record Paper(double client, double server, boolean solo) {

  static final double TEXT = 6.6;
  static final double SMALL = 5.8;
  static final double LEADING = 8.6;

  /** The times stand left of this line. */
  static final double TIME = 44;

  private static final double GAP = 7;

  static Paper of(Run run, boolean solo) {
    if (solo) {
      return new Paper(TIME + 6, TIME + 6, true);
    }
    return run.packets().isEmpty() ? new Paper(256, 278, false) : new Paper(188, 338, false);
  }

  /** The room of a console. */
  double room(boolean ofServer) {
    return solo || ofServer ? Strip.WIDTH - server - GAP : client - GAP - TIME - 4;
  }

  /** The left edge of something {@code width} wide in a console. */
  double left(boolean ofServer, double width) {
    return solo || ofServer ? server + GAP : client - GAP - width;
  }

  double middle() {
    return (client + server) / 2;
  }

  /** Breaks {@code text} into lines of at most {@code width}, at spaces where there are any. */
  static List<String> lines(String text, double width, double size) {
    int columns = (int) (width * 2 / size);
    var lines = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      var rest = line.stripTrailing();
      while (Strip.columns(rest) > columns) {
        int end = end(rest, columns);
        lines.add(rest.substring(0, end).stripTrailing());
        rest = rest.substring(end).stripLeading();
      }
      lines.add(rest);
    }
    return lines;
  }

  /** How many characters of {@code text} fit; up to the last space, unless that wastes half. */
  private static int end(String text, int columns) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += Strip.columns(text.substring(end, next));
      if (used > columns) {
        break;
      }
      end = next;
    }
    int space = text.lastIndexOf(' ', end);
    return space > end / 2 ? space + 1 : Math.max(end, 1);
  }
}
