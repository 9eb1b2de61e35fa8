package tcplessons.docs.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs of this machine. */
final class Tools {

  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");
  private static final long PATIENCE_SECONDS = 20;

  private Tools() {}

  /** Looks on the PATH, and where administrators' tools are kept. */
  static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Path need(String name) {
    return find(name).orElseThrow(() -> new MissingTool(name + " is not installed"));
  }

  /** Our own Java; for programs that live for seconds it starts sooner with one compiler. */
  static List<String> briskJava() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  }

  /** The version number that a tool prints about itself, empty if it can't be told. */
  static Optional<String> version(String name) {
    return switch (name) {
      case "java" -> Optional.of(System.getProperty("java.version"));
      case "node", "curl", "tcpdump" -> firstVersion(output(List.of(name, "--version")));
      default -> Optional.empty();
    };
  }

  static Optional<String> firstVersion(String text) {
    return VERSION.matcher(text).results().map(match -> match.group()).findFirst();
  }

  /** What a command prints, on either stream; empty if it can't be started. */
  static String output(List<String> command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // What is asked for here is short: it fits into the pipe.
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException _) {
      return "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
