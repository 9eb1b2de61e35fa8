package tcplessons.http;

import java.io.IOException;

/** What is said on one connection, from accept to close. */
interface Conversation {

  /** Holds it; the socket is closed when this returns or throws. */
  void hold() throws IOException;

  /**
   * The server is being stopped, says another thread: begin nothing new.
   *
   * @return whether nothing is in flight, so that the socket may be closed at once
   */
  default boolean stop() {
    return true;
  }
}
