package tcplessons.broadcast;

/**
 * One line on its way to everybody in the room but whom it is about.
 *
 * @param from the number of the guest who does not get it, or {@link #SERVER}
 * @param line without its end
 */
record Message(long from, String line) {

  /** What everybody gets. */
  static final long SERVER = 0;
}
