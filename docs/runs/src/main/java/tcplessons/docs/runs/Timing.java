package tcplessons.docs.runs;

/** How printed lines get their times. */
enum Timing {
  /** From strace, to the microsecond and in true order with the packets. */
  EXACT,
  /** The time at which the line was found in the output file: enough for a replay. */
  APPROXIMATE
}
