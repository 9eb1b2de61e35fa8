package tcplessons.binary;

import java.nio.ByteBuffer;

/** What a buffer begins with: a frame, a part of one, or nothing that could become one. */
sealed interface Frame {

  /**
   * @param payload a view of the buffer it was read from, valid for as long as that is not changed
   */
  record Complete(ByteBuffer payload) implements Frame {}

  /**
   * @param missing how many bytes have to come at least before it is worth looking again
   */
  record Incomplete(int missing) implements Frame {}

  /**
   * @param why in words that can stand in a line on the terminal
   */
  record Malformed(String why) implements Frame {}
}
