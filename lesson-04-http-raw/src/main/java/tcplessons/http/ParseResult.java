package tcplessons.http;

/**
 * The result of a parser. Parsers are functions of bytes: the same bytes give the same result.
 *
 * @param <T> what the parser produces
 */
sealed interface ParseResult<T> {

  /**
   * The bytes hold a whole value.
   *
   * @param length how many bytes it has; those after it belong to the next value
   */
  record Complete<T>(T value, int length) implements ParseResult<T> {}

  /** The bytes are the beginning of a value: more are needed. */
  record Incomplete<T>() implements ParseResult<T> {}

  /**
   * No further bytes can make these a value.
   *
   * @param status the status of the response
   * @param reason for the log and the client; it contains no bytes that the client has sent
   */
  record Malformed<T>(Status status, String reason) implements ParseResult<T> {

    Malformed(HttpError error) {
      this(error.status(), error.getMessage());
    }
  }
}
