package tcplessons.http;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of an HTTP server apart from its address, and the server with these options. */
final class HttpOptions {

  @Mixin Limits limits = new Limits();

  @Option(names = "--quiet", description = "Print no lines about connections and requests.")
  boolean quiet;

  /** Serves HTTP until the thread is interrupted. */
  void serve(ServerSocket listener, Handler handler, PrintStream out, PrintStream err)
      throws IOException {
    var log = new AccessLog(out, err, quiet);
    TcpServer.ConnectionFactory factory =
        socket -> new HttpConnection(socket, handler, limits, log);
    try (var server = new TcpServer(listener, factory, limits, out, err)) {
      server.run();
    }
  }
}
