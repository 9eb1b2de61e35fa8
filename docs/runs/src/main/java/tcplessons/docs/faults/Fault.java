package tcplessons.docs.faults;

import java.util.Locale;

/** The columns of the matrix, in the order in which a server is exposed to them. */
enum Fault {
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

  /** As in the matrix's file: {@code one-segment}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
