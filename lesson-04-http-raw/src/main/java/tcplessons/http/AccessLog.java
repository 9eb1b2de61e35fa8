package tcplessons.http;

import java.io.PrintStream;
import java.net.Socket;

/**
 * Prints one line for each connection, each response and each error.
 *
 * @param out where it prints connections and responses
 * @param err where it prints errors
 * @param quiet whether it prints errors only
 */
record AccessLog(PrintStream out, PrintStream err, boolean quiet) {

  void connected(Socket socket) {
    if (!quiet) {
      out.println("connect address : " + socket.getInetAddress().getHostAddress());
    }
  }

  /** A target can be printed unchanged: {@link HeadParser} allows visible ASCII characters only. */
  void responded(Request request, Response response) {
    if (!quiet) {
      out.println(request.method() + " " + request.target() + " -> " + response.status());
    }
  }

  /** A request that was not complete or not valid. */
  void refused(HttpError error) {
    if (!quiet) {
      out.println("refused: " + error.getMessage() + " -> " + error.status());
    }
  }

  /** The handler has thrown an exception. */
  void failed(Exception failure) {
    err.println("cannot answer: " + failure);
  }
}
