package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For those who write pages: builds what they change, and shows it in a browser at once. */
@Command(
    name = "write",
    description = "Serves the pages, builds them when they change, and reloads them.")
final class Write implements Callable<Integer> {

  /** Often enough to seem immediate, rarely enough to cost nothing. */
  private static final int LOOK_MS = 300;

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
    System.exit(new CommandLine(new Write()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var site = module.toAbsolutePath().normalize();
    var output = Files.createDirectories(site.resolve("target/preview"));
    try (var preview = new Preview(site, output)) {
      var changes = new Changes(preview.watched());
      preview.start();
      var server = serve(output);
      Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
      for (var page : preview.all()) {
        preview.build(page);
      }
      while (server.isAlive()) {
        var changed = changes.next();
        if (!changed.isEmpty()) {
          preview.follow(changed);
        }
        Thread.sleep(LOOK_MS);
      }
      return server.exitValue();
    }
  }

  /** Lesson 04's file server, which says where it listens, or why not. */
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
