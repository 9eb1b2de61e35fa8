package tcplessons.docs.kit;

import java.nio.file.Path;
import java.util.List;

/**
 * A lesson's module and its command line.
 *
 * @param module the folder's name
 * @param mainClass the class of its command line
 * @param libraries the names with which the jars begin that it needs at run time
 */
public record Lesson(int number, String module, String mainClass, List<String> libraries) {

  private static final List<Lesson> ALL =
      List.of(
          new Lesson(1, "lesson-01-tcp-server", "tcplessons.server.Lesson01"),
          new Lesson(2, "lesson-02-tcp-client", "tcplessons.client.Lesson02"),
          new Lesson(3, "lesson-03-keepalive-timeout", "tcplessons.keepalive.Lesson03"),
          new Lesson(4, "lesson-04-http-raw", "tcplessons.http.Lesson04"),
          new Lesson(
              5,
              "lesson-05-broadcast",
              "tcplessons.broadcast.Lesson05",
              List.of("picocli-", "jgroups-")),
          new Lesson(6, "lesson-06-binary", "tcplessons.binary.Lesson06"));

  public Lesson(int number, String module, String mainClass) {
    this(number, module, mainClass, List.of("picocli-"));
  }

  public static Lesson number(int number) {
    return ALL.get(number - 1);
  }

  /** The lesson with this folder. */
  public static Lesson inFolder(String module) {
    return ALL.stream().filter(lesson -> lesson.module.equals(module)).findFirst().orElseThrow();
  }

  /** As the lanes of its programs are labelled. */
  public String label() {
    return "lesson %02d".formatted(number);
  }

  public Path folder() {
    return Project.root().resolve(module);
  }

  /** The lesson's classes and libraries: no lesson needs another one. */
  public List<Path> classPath() {
    var folder = folder();
    return Project.classPath().stream()
        .filter(entry -> entry.startsWith(folder) || isLibrary(entry))
        .toList();
  }

  private boolean isLibrary(Path entry) {
    return libraries.stream().anyMatch(entry.getFileName().toString()::startsWith);
  }

  /** Starts a step through the lesson's command line. */
  public List<String> command(List<String> jvmOptions, String step, List<String> args) {
    var command = JvmCommand.command(jvmOptions.toArray(String[]::new));
    command.addAll(List.of("-cp", JvmCommand.join(classPath()), mainClass, step));
    command.addAll(args);
    return command;
  }
}
