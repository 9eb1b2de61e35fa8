package tcplessons.http;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The step {@code files}: serves the files of a folder, such as this tutorial's pages. */
@Command(name = "files", description = "Serves the files of a folder.")
final class FileServer implements Callable<Integer> {

  @Mixin ListenOptions listen = new ListenOptions(8000);
  @Mixin HttpOptions http = new HttpOptions();

  @Option(
      names = "--root",
      paramLabel = "FOLDER",
      converter = PathConverter.class,
      description = "The folder to serve (${DEFAULT-VALUE}).")
  Path root = Path.of(".");

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      split = ",",
      description =
          "Another name that clients may use for this server. On a loopback address it answers"
              + " requests for other hosts with 421: a defence against DNS rebinding.")
  List<String> allowedHosts = new ArrayList<>();

  PrintStream out = System.out;
  PrintStream err = System.err;

  FileServer() {
    listen.host = "127.0.0.1"; // other machines get no files unless --host allows it
  }

  @Override
  public Integer call() throws IOException {
    if (!PathConverter.canEncodeUnicode()) {
      err.println(
          "files whose names are not ASCII are not found: the system's locale (LANG) cannot encode"
              + " them; start with LC_ALL=C.UTF-8");
    }
    var files = FileHandler.of(root);
    var listener = listen.open();
    boolean local = listener.getInetAddress().isLoopbackAddress();
    var handler = local ? new HostFilter(files, allowedHosts) : files;
    out.println(url(listener) + " until Ctrl-C");
    http.serve(listener, handler, out, err);
    return 0;
  }

  private String url(ServerSocket listener) {
    var address = listener.getInetAddress();
    boolean local = address.isLoopbackAddress() || address.isAnyLocalAddress();
    return "http://" + (local ? "localhost" : listen.host) + ":" + listener.getLocalPort() + "/";
  }
}
