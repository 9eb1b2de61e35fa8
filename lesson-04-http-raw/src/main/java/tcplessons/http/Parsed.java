package tcplessons.http;

/**
 * What a parser makes of some bytes. It sees nothing but them: the same bytes, the same answer.
 *
 * @param <T> what they are meant to be
 */
sealed interface Parsed<T> {

  /**
   * All of it is there.
   *
   * @param taken how many bytes it took; those behind it belong to what comes next
   */
  record Complete<T>(T value, int taken) implements Parsed<T> {}

  /** It may become one: more bytes are needed. */
  record Incomplete<T>() implements Parsed<T> {}

  /**
   * It will never become one.
   *
   * @param status to answer
   * @param why in words of our own: nothing of what the peer sent is in it
   */
  record Malformed<T>(Status status, String why) implements Parsed<T> {}
}
