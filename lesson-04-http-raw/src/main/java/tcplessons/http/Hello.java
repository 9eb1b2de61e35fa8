package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Responds to every GET with the original's page, in the form that RFC 9112 requires. */
@Command(
    name = "hello",
    description = "The page of the original, as a response that conforms to HTTP/1.1.")
final class Hello implements Callable<Integer>, Handler {

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

  @Mixin ListenOptions listen = new ListenOptions(5000);
  @Mixin HttpOptions http = new HttpOptions();
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    http.serve(listen.open(), this, out, err);
    return 0;
  }

  @Override
  public boolean accepts(String method) {
    return Request.isGetOrHead(method);
  }

  // tag::handle[]
  @Override
  public Response handle(Request request) {
    return request.isGetOrHead() ? HELLO : Response.getAndHeadOnly(request);
  }
  // end::handle[]
}
