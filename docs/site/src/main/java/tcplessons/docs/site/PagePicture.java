package tcplessons.docs.site;

import static java.awt.RenderingHints.KEY_ANTIALIASING;
import static java.awt.RenderingHints.KEY_TEXT_ANTIALIASING;
import static java.awt.RenderingHints.VALUE_ANTIALIAS_ON;
import static java.awt.RenderingHints.VALUE_TEXT_ANTIALIAS_ON;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import tcplessons.docs.Words;

/**
 * The picture that chats and social networks show with a link to a page: its title under the mark
 * of the site, in the colours of the light theme.
 */
final class PagePicture {

  /** The size that link previews expect. */
  static final int WIDTH = 1200;

  static final int HEIGHT = 630;

  private static final int MARGIN = 90;
  private static final Color PAPER = new Color(0xfafaf7);
  private static final Color INK = new Color(0x1b2127);
  private static final Color SOFT = new Color(0x55606a);
  private static final Color CLIENT = new Color(0x00695c);
  private static final Color SERVER = new Color(0x4a3fb5);

  /** Sans-serif families of the style sheet that can have Hangul, and Java's own. */
  private static final List<String> FAMILIES =
      List.of(
          "Noto Sans KR",
          "Noto Sans CJK KR",
          "Apple SD Gothic Neo",
          "Malgun Gothic",
          "NanumGothic",
          Font.SANS_SERIF);

  private PagePicture() {}

  /** Writes the picture, unless this machine has no font for the title. */
  static boolean write(String title, String language, Path file) throws IOException {
    var siteName = Words.in(language).say("site.name");
    var font = font(title + siteName);
    if (font.isEmpty()) {
      return false;
    }
    Files.createDirectories(file.getParent());
    return ImageIO.write(draw(title, siteName, font.get()), "png", file.toFile());
  }

  private static Optional<Font> font(String text) {
    try {
      var graphics = GraphicsEnvironment.getLocalGraphicsEnvironment();
      var installed = Set.of(graphics.getAvailableFontFamilyNames());
      return FAMILIES.stream()
          .filter(installed::contains)
          .map(family -> new Font(family, Font.BOLD, 1))
          .filter(font -> font.canDisplayUpTo(text) == -1)
          .findFirst();
    } catch (RuntimeException | LinkageError | InternalError _) {
      return Optional.empty(); // a JDK without fontconfig or FreeType
    }
  }

  private static BufferedImage draw(String title, String siteName, Font font) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(KEY_ANTIALIASING, VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(KEY_TEXT_ANTIALIASING, VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    drawMark(graphics);
    graphics.setColor(SOFT);
    graphics.setFont(font.deriveFont(34f));
    graphics.drawString(siteName, MARGIN + 130, MARGIN + 58);
    graphics.setColor(INK);
    drawLines(graphics, title, font);
    graphics.dispose();
    return image;
  }

  /** The mark of the site: two ends, and an arrow from each to the other. */
  private static void drawMark(Graphics2D graphics) {
    var mark = (Graphics2D) graphics.create();
    mark.translate(MARGIN - 10, MARGIN);
    mark.scale(4.2, 4.2);
    mark.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    mark.setColor(CLIENT);
    stroke(mark, 3, 1, 3, 19);
    stroke(mark, 5.5, 6.5, 20, 6.5);
    stroke(mark, 16.5, 3, 20, 6.5, 16.5, 10);
    mark.setColor(SERVER);
    stroke(mark, 25, 1, 25, 19);
    stroke(mark, 22.5, 14, 8, 14);
    mark.dispose();
  }

  private static void stroke(Graphics2D graphics, double... points) {
    var path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    graphics.draw(path);
  }

  /** The title in the largest size that needs no more than three lines. */
  private static void drawLines(Graphics2D graphics, String title, Font font) {
    float size =
        Stream.of(84f, 72f, 60f)
            .filter(each -> lines(title, metrics(graphics, font, each)).size() <= 3)
            .findFirst()
            .orElse(48f);
    float y = 300;
    for (var line : lines(title, metrics(graphics, font, size))) {
      graphics.drawString(line, MARGIN, y);
      y += size * 1.25f;
    }
  }

  private static FontMetrics metrics(Graphics2D graphics, Font font, float size) {
    graphics.setFont(font.deriveFont(size));
    return graphics.getFontMetrics();
  }

  /** Breaks lines at spaces only, as the style sheet does: Java would break inside Korean words. */
  private static List<String> lines(String title, FontMetrics metrics) {
    var lines = new ArrayList<String>();
    for (var word : title.split(" ")) {
      var longer = lines.isEmpty() ? word : lines.getLast() + " " + word;
      if (lines.isEmpty() || metrics.stringWidth(longer) > WIDTH - 2 * MARGIN) {
        lines.add(word);
      } else {
        lines.set(lines.size() - 1, longer);
      }
    }
    return lines;
  }
}
