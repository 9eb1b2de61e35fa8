package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.Words;
import tcplessons.docs.kit.Project;
import tcplessons.docs.run.StandalonePage;

/**
 * Where pages are written, and whether the browser opens them.
 *
 * @param folder {@code target/see}
 */
record Output(Path folder, Words words, boolean opensBrowser) {

  static Output of(String language, boolean opensBrowser) throws IOException {
    var other = System.getProperty("see.output");
    var folder = other == null ? Project.root().resolve("target/see") : Path.of(other);
    Files.createDirectories(folder);
    return new Output(folder, Words.in(language), opensBrowser);
  }

  StandalonePage page(String title) throws IOException {
    var assets = Project.root().resolve("docs/site/src/main/theme/assets");
    return new StandalonePage(words, assets, title, resource("see.css"));
  }

  static String resource(String name) {
    try (var in = Output.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a page without a connection to any server, and opens it. */
  Path write(String name, StandalonePage page) throws IOException {
    var file = folder.resolve(name + ".html");
    Files.writeString(file, page.html("'none'"));
    open(file.toUri());
    return file;
  }

  /** Where there is no browser, the printed path has to do. */
  void open(URI page) {
    var opener = opener(System.getProperty("os.name"));
    if (!opensBrowser || opener.isEmpty()) {
      return;
    }
    var command = new ArrayList<>(opener);
    command.add(page.toString());
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException _) {
      // The path is printed in any case.
    }
  }

  /** In a session of its own: Ctrl-C is not for the browser. Without a desktop there is none. */
  private static List<String> opener(String system) {
    if (system.startsWith("Mac")) {
      return List.of("open");
    }
    if (system.startsWith("Windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler");
    }
    boolean hasDesktop =
        System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    return hasDesktop ? List.of("setsid", "xdg-open") : List.of();
  }

  /** A name that a file of the folder can have. */
  static String fileName(String text) {
    var name = text.replaceAll("[^\\p{IsAlphabetic}\\p{N}._-]+", "-");
    return name.substring(0, Math.min(name.length(), 60));
  }
}
