package tcplessons.docs.kit;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Commands that start a JVM, the same that runs this code. */
public final class JvmCommand {

  private JvmCommand() {}

  /** Without a class path: a JVM that lives for seconds starts faster with one compiler. */
  public static List<String> command(String... options) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    return command;
  }

  /** Starts a main class. */
  public static List<String> command(List<Path> classPath, String mainClass, String... args) {
    var command = command("-cp", join(classPath), mainClass);
    command.addAll(List.of(args));
    return command;
  }

  static String join(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
