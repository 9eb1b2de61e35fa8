package tcplessons.http;

import static tcplessons.http.Status.METHOD_NOT_ALLOWED;
import static tcplessons.http.Status.NOT_IMPLEMENTED;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;

/** A server that speaks HTTP/1.1. What it has to say is its subclasses' business. */
abstract class HttpServer extends TcpServer {

  /** RFC 9110 section 9.3, and PATCH. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH");

  HttpServer(ServerOptions options) throws IOException {
    super(options);
  }

  /** The answer to a request that was read to its end. */
  abstract Response answer(Request request) throws IOException;

  @Override
  final Conversation converse(Socket socket) throws IOException {
    if (!quiet) {
      out.println("connect address : " + socket.getInetAddress().getHostAddress());
    }
    return new HttpConnection(this, socket, limits);
  }

  /** For a server that only shows things: RFC 9110 sections 15.5.6 and 15.6.2. */
  static Response refuseAllButGetAndHead(String method) {
    return METHODS.contains(method)
        ? Response.error(METHOD_NOT_ALLOWED, "GET and HEAD only").with("Allow", "GET, HEAD")
        : Response.error(NOT_IMPLEMENTED, "GET and HEAD only");
  }

  static boolean isGetOrHead(Request request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  /** A target has no character that a terminal would obey: {@link HeadParser} refuses them. */
  final void tell(Request request, Response response) {
    if (!quiet) {
      out.println(request.method() + " " + request.target() + " -> " + response.status());
    }
  }

  final void tell(Refused refusal) {
    if (!quiet) {
      out.println("refused: " + refusal.getMessage() + " -> " + refusal.status());
    }
  }

  final void tell(Exception failure) {
    err.println("cannot answer: " + failure);
  }
}
