package tcplessons.http;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import lombok.RequiredArgsConstructor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A server with a handler of the test. */
@Command(name = "handler")
@RequiredArgsConstructor
final class HandlerStep implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(0);
  @Mixin HttpOptions http = new HttpOptions();
  PrintStream out = System.out;
  PrintStream err = System.err;
  private final Handler handler;

  @Override
  public Integer call() throws IOException {
    http.serve(listen.open(), handler, out, err);
    return 0;
  }
}
