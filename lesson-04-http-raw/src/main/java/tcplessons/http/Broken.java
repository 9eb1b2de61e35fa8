package tcplessons.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Sends the original's response with the chosen faults, to show which client rejects which. */
@Command(
    name = "broken",
    description = "The original's malformed responses: which client rejects what?")
final class Broken implements Callable<Integer> {

  private static final String BODY =
      """
      <!DOCTYPE html>
      <html lang=kr>
          <meta charset=utf-8>
          <title>HELLO HTTP!</title>
          <body>
              <h1>HELLO!</h1>
          </body>
      </html>
      """;

  @Mixin ListenOptions listen = new ListenOptions(5000);
  @Mixin HttpOptions http = new HttpOptions();

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      split = ",",
      converter = FaultConverter.class,
      description = "What is wrong: ${COMPLETION-CANDIDATES}. Default: nothing.")
  SortedSet<Fault> faults = new TreeSet<>();

  PrintStream out = System.out;
  PrintStream err = System.err;

  @Override
  public Integer call() throws IOException {
    try (var server =
        new TcpServer(listen.open(), socket -> () -> respond(socket), http.limits, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::message[]
  private String message(boolean headOnly) {
    var message =
        String.join(
            "\r\n",
            "HTTP/1.1 200 Success",
            "Connection: close",
            "Content-Length: " + BODY.getBytes(UTF_8).length,
            "Content-Type: text/html; charset=UTF-8",
            "Date: " + HttpDate.now(),
            "",
            headOnly ? "" : BODY);
    for (var fault : faults) { // in the order of the enum
      message = fault.applyTo(message);
    }
    return message;
  }

  // end::message[]

  private void respond(Socket socket) throws IOException {
    var input = InputBuffer.of(socket);
    var reader = new RequestReader(input, http.limits);
    try {
      var toClient = socket.getOutputStream();
      var request =
          reader.read(_ -> {
            toClient.write(ResponseWriter.CONTINUE);
            return true;
          });
      toClient.write(message(request.method().equals("HEAD")).getBytes(UTF_8));
      log(request.method() + " " + request.target() + " -> " + faults);
    } catch (HttpError e) {
      log("no request: " + e.getMessage());
    } finally {
      reader.releaseBody();
    }
    socket.shutdownOutput();
    input.drain(http.limits.drainTime);
  }

  private void log(String line) {
    if (!http.quiet) {
      out.println(line);
    }
  }

  private static final class FaultConverter implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String value) {
      return Stream.of(Fault.values())
          .filter(fault -> fault.toString().equals(value))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'" + value + "' is none of " + EnumSet.allOf(Fault.class)));
    }
  }
}
