package tcplessons.grader;

import java.time.Duration;

/**
 * Something that happened on a connection, or to the program.
 *
 * @param at the time since the check began
 * @param who the grader's end of the connection; empty for what happened to the program
 * @param head the first bytes of data; empty for other events
 * @param count the number of bytes; the exit code of {@link Kind#EXITED}
 */
record Event(Duration at, String who, Kind kind, byte[] head, long count) {

  private static final int HEAD_BYTES = 512;

  /** More than this is not shown byte by byte. */
  static final int LONG_BYTES = 64;

  enum Kind {
    CONNECTED,
    ACCEPTED,
    SENT,
    SENT_FIN,
    SENT_RST,
    RECEIVED,
    RECEIVED_FIN,
    RECEIVED_RST,
    STDOUT,
    SIGTERM,
    EXITED;

    /** Whether the grader did it. */
    boolean isFromGrader() {
      return this == CONNECTED
          || this == SENT
          || this == SENT_FIN
          || this == SENT_RST
          || this == SIGTERM;
    }

    boolean hasBytes() {
      return this == SENT || this == RECEIVED || this == STDOUT;
    }
  }

  static Event of(Duration at, String who, Kind kind, byte[] bytes) {
    return new Event(at, who, kind, head(bytes), bytes.length);
  }

  Event append(byte[] more) {
    var all = head.length < HEAD_BYTES ? head(Bytes.join(head, head(more))) : head;
    return new Event(at, who, kind, all, count + more.length);
  }

  boolean isLong() {
    return count > LONG_BYTES;
  }

  private static byte[] head(byte[] bytes) {
    return bytes.length <= HEAD_BYTES ? bytes : Bytes.part(bytes, 0, HEAD_BYTES);
  }
}
