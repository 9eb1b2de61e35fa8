package tcplessons.http;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step {@code files}: serves the files of a folder, such as this tutorial's pages. */
@Command(name = "files", description = "Serves the files of a folder.")
final class FileServer implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(8000);
  @Mixin Limits limits = new Limits();

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      description = "The folder to serve (${DEFAULT-VALUE}).")
  Path root = Path.of(".");

  @Option(names = "--quiet", description = AccessLog.QUIET)
  boolean quiet;

  PrintStream out = System.out;
  PrintStream err = System.err;

  FileServer() {
    listen.host =
        "127.0.0.1"; // files are for this machine alone, unless the user decides otherwise
  }

  @Override
  public Integer call() throws IOException {
    var handler = FileHandler.of(root);
    var log = new AccessLog(out, err, quiet);
    var listener = listen.open();
    try (var server =
        new TcpServer(
            listener,
            socket -> new HttpConnection(socket, handler, limits, log),
            limits,
            out,
            err)) {
      out.println(url(listener) + " until Ctrl-C");
      server.run();
    }
    return 0;
  }

  private String url(ServerSocket listener) {
    var address = listener.getInetAddress();
    boolean local = address.isLoopbackAddress() || address.isAnyLocalAddress();
    return "http://" + (local ? "localhost" : listen.host) + ":" + listener.getLocalPort() + "/";
  }
}
