package tcplessons.http;

import java.io.IOException;

/** What a server does on one connection. */
interface Connection {

  /** Reads requests and responds. The socket is closed when this returns or throws. */
  void serve() throws IOException;

  /**
   * Called by another thread when the server stops: the connection starts no further request.
   *
   * @return whether it is idle, so that its socket may be closed at once
   */
  default boolean stop() {
    return true;
  }
}
