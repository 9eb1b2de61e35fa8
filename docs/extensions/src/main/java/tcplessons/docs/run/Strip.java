package tcplessons.docs.run;

import java.util.Locale;
import org.jsoup.nodes.Entities;

/**
 * One row of a run on paper, as SVG. Lengths are points, from the strip's upper left corner.
 *
 * <p>All text is set in one font of fixed width, so that its width is known before it is drawn.
 */
final class Strip {

  /** As wide as the text of a page. */
  static final double WIDTH = 482;

  /** What the theme of the book calls its font of fixed width. */
  private static final String FONT = "Nanum Gothic Coding";

  private final StringBuilder shapes = new StringBuilder();

  /** How wide a text is: a Latin letter takes half of the font's size, a Korean one all of it. */
  static double width(String text, double size) {
    return columns(text) * size / 2;
  }

  static int columns(String text) {
    return text.codePoints().map(c -> c < 0x1100 || isNarrowSign(c) ? 1 : 2).sum();
  }

  private static boolean isNarrowSign(int codePoint) {
    return codePoint >= 0x2000 && codePoint < 0x2190;
  }

  void text(double x, double baseline, double size, String color, boolean bold, String text) {
    add(
        "<text x='%s' y='%s' font-family='%s' font-size='%s' fill='%s'%s xml:space='preserve'>%s"
            + "</text>",
        x, baseline, FONT, size, color, bold ? " font-weight='bold'" : "", Entities.escape(text));
  }

  void box(double x, double y, double width, double height, String fill, String stroke) {
    add(
        "<rect x='%s' y='%s' width='%s' height='%s' rx='1.5' fill='%s' stroke='%s'"
            + " stroke-width='0.6'/>",
        x, y, width, height, fill, stroke);
  }

  void line(double x1, double y1, double x2, double y2, String color, double width, String dashes) {
    add(
        "<line x1='%s' y1='%s' x2='%s' y2='%s' stroke='%s' stroke-width='%s'%s/>",
        x1, y1, x2, y2, color, width, dashes.isEmpty() ? "" : " stroke-dasharray='" + dashes + "'");
  }

  void path(String path, String fill, String stroke) {
    add("<path d='%s' fill='%s' stroke='%s' stroke-width='1'/>", path, fill, stroke);
  }

  void circle(double x, double y, String fill, String stroke) {
    add("<circle cx='%s' cy='%s' r='1.8' fill='%s' stroke='%s'/>", x, y, fill, stroke);
  }

  /** The strip with {@code front} drawn over it, in one line. */
  String over(Strip front, double height) {
    shapes.append(front.shapes);
    return svg(height);
  }

  /** The strip in one line. */
  String svg(double height) {
    return "<svg xmlns='http://www.w3.org/2000/svg' width='%s' height='%s' viewBox='0 0 %s %s'>%s</svg>"
        .formatted(number(WIDTH), number(height), number(WIDTH), number(height), shapes);
  }

  private void add(String shape, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Double length) {
        values[i] = number(length);
      }
    }
    shapes.append(shape.formatted(values));
  }

  static String number(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }
}
