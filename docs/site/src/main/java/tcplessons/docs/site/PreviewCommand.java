package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the pages, builds those that change, and reloads them in the browser. */
@Command(
    name = "write",
    description = "Serves the pages, builds them when they change, and reloads them.")
final class PreviewCommand implements Callable<Integer> {

  /** Short enough that a reload seems immediate; a check of the files takes few ms of CPU time. */
  private static final int POLL_INTERVAL_MS = 300;

  @Option(names = "--site", paramLabel = "FOLDER", required = true, description = "docs/site")
  private Path module;

  @Option(
      names = "--port",
      defaultValue = "8000",
      description = "Where to serve (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;

  static void main(String[] args) {
    System.exit(new CommandLine(new PreviewCommand()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var paths = new SitePaths(module, module.resolve("target/preview"));
    Files.createDirectories(paths.output());
    try (var preview = new Preview(paths)) {
      var changes = new FileChanges(preview.watched());
      preview.start();
      var server = serve(paths.output());
      Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
      preview.build(paths.pages().all());
      while (server.isAlive()) {
        var changed = changes.next();
        if (!changed.isEmpty()) {
          preview.update(changed);
        }
        Thread.sleep(POLL_INTERVAL_MS);
      }
      return server.exitValue();
    }
  }

  /** Lesson 04's file server, which prints its address, or why it cannot listen. */
  private Process serve(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "tcplessons.http.Lesson04",
            "files",
            "--quiet",
            "--root=" + folder,
            "--port=" + port)
        .inheritIO()
        .start();
  }
}
