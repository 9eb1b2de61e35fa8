package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Answers every request with the original's page, as RFC 9112 wants it. */
final class HelloServer extends HttpServer {

  // tag::page[]
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="ko">
      <meta charset="utf-8">
      <title>HELLO HTTP!</title>
      <body>
      <h1>HELLO!</h1>
      </body>
      </html>
      """;

  private static final Response HELLO =
      Response.of(Status.OK, Response.HTML, PAGE.getBytes(UTF_8)); // <1>

  // end::page[]

  HelloServer(ServerOptions options) throws IOException {
    super(options);
  }

  // tag::answer[]
  @Override
  Response answer(Request request) {
    return isGetOrHead(request) ? HELLO : refuseAllButGetAndHead(request.method());
  }
  // end::answer[]
}
