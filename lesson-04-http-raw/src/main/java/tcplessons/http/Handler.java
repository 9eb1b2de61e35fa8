package tcplessons.http;

import java.io.IOException;

/** Decides how a server responds. It is called with complete requests, by many threads at once. */
interface Handler {

  /** If it throws an exception, the client gets 500: RFC 9110 section 15.6.1. */
  Response handle(Request request) throws IOException;

  /**
   * Whether requests with this method are handled. If not, a client that waits for 100 (Continue)
   * gets the response at once and need not send the body: RFC 9110 section 10.1.1.
   */
  default boolean accepts(String method) {
    return true;
  }
}
