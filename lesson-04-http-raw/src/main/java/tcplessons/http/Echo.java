package tcplessons.http;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Responds to every method with the body of the request. */
@Command(name = "echo", description = "Answers every method with the body that it got.")
final class Echo implements Callable<Integer> {

  /**
   * Not the request's Content-Type: a browser must not show what a client has sent as an HTML page
   * of this server.
   */
  private static final String BINARY = "application/octet-stream";

  @Mixin ListenOptions listen = new ListenOptions(5000);
  @Mixin HttpOptions http = new HttpOptions();
  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    http.serve(listen.open(), this::handle, out, err);
    return 0;
  }

  private Response handle(Request request) {
    return Response.of(Status.OK, BINARY, request.body());
  }
}
