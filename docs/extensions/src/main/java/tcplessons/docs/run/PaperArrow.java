package tcplessons.docs.run;

import static tcplessons.docs.run.PaperInk.NONE;
import static tcplessons.docs.run.PaperInk.PAPER;

/** A segment's arrow on paper, in the shapes of {@link Arrow}. */
record PaperArrow(Event.Role role, boolean toServer, boolean lost) {

  /** Draws it from {@code left} to {@code right}, or the other way, at the height {@code y}. */
  void draw(Strip strip, double left, double right, double y) {
    var color = PaperInk.of(!toServer);
    double sign = toServer ? 1 : -1;
    double from = toServer ? left : right;
    double to = lost ? from + sign * (right - left) * 0.8 : toServer ? right : left;
    shaft(strip, from, to - sign * 4, y, color);
    tail(strip, from + sign * 2, y, color);
    if (lost) {
      slashes(strip, to, y);
    } else {
      head(strip, to, y, sign, color);
    }
  }

  private void shaft(Strip strip, double from, double to, double y, String color) {
    switch (role) {
      case SYN -> strip.line(from, y, to, y, color, 1.1, "");
      case DATA -> strip.line(from, y, to, y, color, 1.8, "");
      case ACK -> strip.line(from, y, to, y, color, 0.9, "1 2");
      case FIN -> strip.line(from, y, to, y, color, 1.1, "4 2");
      case RST -> {
        strip.line(from, y - 1, to, y - 1, color, 0.8, "");
        strip.line(from, y + 1, to, y + 1, color, 0.8, "");
      }
    }
  }

  private void tail(Strip strip, double x, double y, String color) {
    switch (role) {
      case SYN -> strip.circle(x, y, PAPER, color);
      case DATA -> strip.circle(x, y, color, color);
      case FIN -> strip.line(x, y - 3, x, y + 3, color, 1.1, "");
      case ACK, RST -> {}
    }
  }

  private void head(Strip strip, double tip, double y, double sign, String color) {
    var triangle =
        path("M%s %s L%s %s L%s %s Z", tip - sign * 6, y - 3, tip, y, tip - sign * 6, y + 3);
    switch (role) {
      case SYN -> strip.path(triangle, PAPER, color);
      case DATA -> strip.path(triangle, color, color);
      case ACK ->
          strip.path(
              path(
                  "M%s %s L%s %s L%s %s", tip - sign * 4, y - 2.5, tip, y, tip - sign * 4, y + 2.5),
              NONE,
              color);
      case FIN -> {
        strip.path(triangle, color, color);
        strip.line(tip + sign, y - 3, tip + sign, y + 3, color, 1.1, "");
      }
      case RST -> {
        strip.line(tip - 6, y - 3, tip, y + 3, color, 1.2, "");
        strip.line(tip - 6, y + 3, tip, y - 3, color, 1.2, "");
      }
    }
  }

  private static void slashes(Strip strip, double x, double y) {
    strip.line(x - 3, y + 3, x - 1, y - 3, PaperInk.FAULT, 1.1, "");
    strip.line(x, y + 3, x + 2, y - 3, PaperInk.FAULT, 1.1, "");
  }

  private static String path(String shape, double... points) {
    var numbers = new Object[points.length];
    for (int i = 0; i < points.length; i++) {
      numbers[i] = Strip.number(points[i]);
    }
    return shape.formatted(numbers);
  }
}
