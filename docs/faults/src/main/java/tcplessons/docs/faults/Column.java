package tcplessons.docs.faults;

import java.util.Locale;

/** What a server has to bear, in the order in which it is tried. */
enum Column {
  DRIP,
  ONE_SEGMENT,
  HALF_CLOSE,
  RESET_BEFORE,
  RESET_DURING,
  RESET_AFTER,
  SILENT,
  NEVER_READS,
  NEVER_CLOSES,
  OVERSIZE,
  GARBAGE,
  CROWD,
  DESCRIPTORS,
  SIGTERM,
  REBIND,
  SIGINT;

  /** As in the table's file: {@code one-segment}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
