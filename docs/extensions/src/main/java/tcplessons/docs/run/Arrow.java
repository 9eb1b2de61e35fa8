package tcplessons.docs.run;

/**
 * The two ends of an arrow that points to the right. Each kind of segment has its own shapes, so
 * that none is told by its colour or its words alone; the style sheet mirrors and colours them.
 */
final class Arrow {

  private Arrow() {}

  static String head(Event.Role role) {
    var shape =
        switch (role) {
          case SYN -> "<path d='M1.5 2 11 7l-9.5 5Z' class='hollow'/>";
          case DATA -> "<path d='M0 1.5 12 7 0 12.5Z'/>";
          case ACK -> "<path d='M4 3 11 7l-7 4' class='open'/>";
          case FIN -> "<path d='M0 2 9.5 7 0 12Z'/><path d='M11 1.5v11' class='open'/>";
          case RST -> "<path d='M2 2.5l9 9M11 2.5l-9 9' class='open'/>";
        };
    return svg("head", shape);
  }

  static String tail(Event.Role role) {
    var shape =
        switch (role) {
          case SYN -> "<circle cx='7' cy='7' r='3.2' class='hollow'/>";
          case DATA -> "<circle cx='7' cy='7' r='3.2'/>";
          case FIN -> "<path d='M7 2.5v9' class='open'/>";
          case ACK, RST -> "";
        };
    return svg("tail", shape);
  }

  /** In place of the head: what was sent has not arrived. */
  static String loss() {
    return svg("head", "<path d='M2.5 12 5.5 2M7 12 10 2' class='open'/>");
  }

  /** The style sheet gives all of them one size, 12 by 14: a lesson has hundreds. */
  private static String svg(String name, String shape) {
    return "<svg class='%s' aria-hidden='true'>%s</svg>".formatted(name, shape);
  }
}
