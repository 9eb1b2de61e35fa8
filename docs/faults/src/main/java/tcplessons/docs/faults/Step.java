package tcplessons.docs.faults;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lesson's step, with the limits that it is started with.
 *
 * @param lesson its number
 * @param name as on the command line
 * @param args options but for the port
 */
record Step(int lesson, String name, List<String> args) {

  private static final List<String> COMMAND_LINES =
      List.of(
          "tcplessons.server.Lesson01",
          "tcplessons.client.Lesson02",
          "tcplessons.keepalive.Lesson03",
          "tcplessons.http.Lesson04",
          "tcplessons.broadcast.Lesson05",
          "tcplessons.binary.Lesson06");

  /** Servers of this step look for each other at the address that they are bound to. */
  static final String CLUSTER = "cluster";

  /** Small, so that whatever grows without a bound is noticed. */
  private static final String HEAP = "-Xmx96m";

  /** As in {@code 01/hello}. */
  String id() {
    return "%02d/%s".formatted(lesson, name);
  }

  /**
   * The command that starts it on that port, through the lesson's own command line, and lets SIGINT
   * do what it does in a terminal: whatever was started in the background ignores it.
   */
  List<String> command(int port) {
    var command =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                HEAP,
                "-cp",
                classPath(),
                COMMAND_LINES.get(lesson - 1),
                name,
                "--port",
                "" + port));
    command.addAll(args);
    if (name.equals(CLUSTER)) {
      command.addAll(List.of("--bind", ownAddress()));
    }
    return command;
  }

  /** An address of this process, so that servers of another run are not found. */
  private static String ownAddress() {
    long pid = ProcessHandle.current().pid();
    return "127.19.%d.%d".formatted(pid / 250 % 250, pid % 250 + 1);
  }

  /** Our own, which holds every lesson; it may be told in relative paths. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
