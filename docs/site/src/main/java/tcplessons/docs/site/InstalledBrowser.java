package tcplessons.docs.site;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium that is installed on this machine; nothing is downloaded. */
final class InstalledBrowser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /** What is missing where {@link #find} finds nothing. */
  static final String NONE = "no Chromium on the PATH: " + String.join(", ", NAMES);

  /** No display, no sandbox because it refuses root, no connection to the browser's vendor. */
  static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private InstalledBrowser() {}

  static Optional<Path> find() {
    return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
  }

  static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
