package tcplessons.docs.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs that are installed on this machine. */
public final class Tools {

  /** Where Debian keeps tools such as tcpdump, which a user's PATH may lack. */
  static final String ADMINISTRATOR_PATH = "/usr/sbin:/sbin";

  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

  private Tools() {}

  public static Optional<Path> find(String name) {
    return Stream.of(System.getenv("PATH"), ADMINISTRATOR_PATH)
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static boolean isInstalled(String name) {
    return find(name).isPresent();
  }

  /**
   * @throws MissingToolException if it is not installed
   */
  public static Path need(String name) {
    return find(name).orElseThrow(() -> new MissingToolException(name + " is not installed"));
  }

  /** The version that a program prints; empty for programs without a version that matters. */
  public static Optional<String> version(String name) {
    return switch (name) {
      case "java" -> Optional.of(System.getProperty("java.version"));
      case "node", "python3", "curl", "tcpdump", "chromium" -> printedVersion(name);
      default -> Optional.empty();
    };
  }

  private static Optional<String> printedVersion(String name) {
    try {
      return firstVersion(Command.output(List.of(name, "--version")));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  public static Optional<String> firstVersion(String text) {
    return VERSION.matcher(text).results().map(MatchResult::group).findFirst();
  }
}
