package tcplessons.docs.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tcplessons.docs.model.Event;

/**
 * The two ends of an arrow that points to the right. Each kind of segment has its own shapes, so
 * that readers can tell the kinds apart without colour; the style sheet mirrors and colours them.
 *
 * <p>A lesson has hundreds of arrows. So a page contains each shape once, and each arrow refers to
 * its shapes by id.
 */
public final class Arrow {

  private static final String LOSS = "site-loss";

  private Arrow() {}

  /** All shapes, for a page that has arrows. */
  public static String shapes() {
    return Arrays.stream(Event.SegmentKind.values())
        .map(kind -> shape(id("head", kind), head(kind)) + shape(id("tail", kind), tail(kind)))
        .collect(
            Collectors.joining(
                "",
                "<svg id='site-arrows' width='0' height='0' aria-hidden='true'><defs>",
                shape(LOSS, "<path d='M2.5 12 5.5 2M7 12 10 2' class='site-open'/>")
                    + "</defs></svg>"));
  }

  private static String head(Event.SegmentKind kind) {
    return switch (kind) {
      case SYN -> "<path d='M1.5 2 11 7l-9.5 5Z' class='site-hollow'/>";
      case DATA -> "<path d='M0 1.5 12 7 0 12.5Z'/>";
      case ACK -> "<path d='M4 3 11 7l-7 4' class='site-open'/>";
      case FIN -> "<path d='M0 2 9.5 7 0 12Z'/><path d='M11 1.5v11' class='site-open'/>";
      case RST -> "<path d='M2 2.5l9 9M11 2.5l-9 9' class='site-open'/>";
    };
  }

  private static String tail(Event.SegmentKind kind) {
    return switch (kind) {
      case SYN -> "<circle cx='7' cy='7' r='3.2' class='site-hollow'/>";
      case DATA -> "<circle cx='7' cy='7' r='3.2'/>";
      case FIN -> "<path d='M7 2.5v9' class='site-open'/>";
      case ACK, RST -> "";
    };
  }

  private static String id(String end, Event.SegmentKind kind) {
    return "site-" + kind.name().toLowerCase(Locale.ROOT) + "-" + end;
  }

  private static String shape(String id, String paths) {
    return paths.isEmpty() ? "" : "<g id='%s'>%s</g>".formatted(id, paths);
  }

  static String headOf(Event.SegmentKind kind) {
    return use("head", id("head", kind));
  }

  /** Empty for kinds whose arrow has no shape at its start. */
  static String tailOf(Event.SegmentKind kind) {
    return tail(kind).isEmpty() ? "" : use("tail", id("tail", kind));
  }

  /** Replaces the head of a segment that was lost. */
  static String loss() {
    return use("head", LOSS);
  }

  /** The style sheet sets the same size, 12 by 14, for all shapes. */
  private static String use(String end, String id) {
    return "<svg class='%s' aria-hidden='true'><use href='#%s'/></svg>".formatted(end, id);
  }
}
