package tcplessons.http;

import java.io.IOException;

/** Decides how a server responds. It is called with complete requests, by many threads at once. */
interface Handler {

  /** If it throws an exception, the client gets 500: RFC 9110 section 15.6.1. */
  Response handle(Request request) throws IOException;
}
