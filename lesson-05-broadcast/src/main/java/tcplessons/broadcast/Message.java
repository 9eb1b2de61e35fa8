package tcplessons.broadcast;

/**
 * One line for all guests of the room, except for its sender.
 *
 * @param senderId the id of the guest who does not receive it, or {@link #SERVER}
 * @param line without its line end
 */
record Message(long senderId, String line) {

  /** The sender of lines that every guest receives. */
  static final long SERVER = 0;
}
