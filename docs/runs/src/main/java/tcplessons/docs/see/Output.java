package tcplessons.docs.see;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Desktop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    if (!opensBrowser) {
      return;
    }
    try {
      Desktop.getDesktop().browse(page);
    } catch (IOException | UnsupportedOperationException | LinkageError _) {
      // The path is printed in any case.
    }
  }

  /** A name that a file of the folder can have. */
  static String fileName(String text) {
    var name = text.replaceAll("[^\\p{IsAlphabetic}\\p{N}._-]+", "-");
    return name.substring(0, Math.min(name.length(), 60));
  }
}
