package tcplessons.http;

import java.io.IOException;

/** Answers every method with the body that it got. */
final class EchoServer extends HttpServer {

  /** Not what the client says: a page that it sends must not become a page of ours. */
  private static final String ANYTHING = "application/octet-stream";

  EchoServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::answer[]
  @Override
  Response answer(Request request) {
    return Response.of(Status.OK, ANYTHING, request.body());
  }
  // end::answer[]
}
