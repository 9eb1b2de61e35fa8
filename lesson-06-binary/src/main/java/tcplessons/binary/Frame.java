package tcplessons.binary;

import java.nio.ByteBuffer;

/** The result of parsing the bytes at a buffer's position. */
sealed interface Frame {

  /**
   * @param payload a view of the buffer, valid until the buffer is changed
   */
  record Complete(ByteBuffer payload) implements Frame {}

  /**
   * @param missingBytes how many bytes must arrive at least before the result can be another one
   */
  record Incomplete(int missingBytes) implements Frame {}

  /**
   * @param reason for an error message, on one line
   */
  record Malformed(String reason) implements Frame {}
}
