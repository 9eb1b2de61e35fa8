package tcplessons.docs.runs;

import java.util.List;
import java.util.stream.Stream;
import tcplessons.docs.kit.JvmCommand;
import tcplessons.docs.kit.Lesson;

/** The programs that a reader can start in the folder of a lesson. */
record LessonPrograms(Lesson lesson) {

  static LessonPrograms of(int number) {
    return new LessonPrograms(Lesson.number(number));
  }

  /** A step, which readers start with Maven and the recorder through the lesson's main class. */
  Program step(String step, String... args) {
    return step(List.of(), step, args);
  }

  /** A step in a JVM with this option. */
  Program stepOnJvm(String option, String step, String... args) {
    return step(List.of(option), step, args);
  }

  private Program step(List<String> jvmOptions, String step, String... args) {
    var typed = new StringBuilder("mvn -q compile exec:exec@" + step);
    jvmOptions.forEach(option -> typed.append(" -Djvm.options=").append(option));
    if (args.length > 0) {
      typed.append(" -Dargs=\"").append(String.join(" ", args)).append('"');
    }
    var command = lesson.command(jvmOptions, step, List.of(args));
    return program(lesson.label(), "java", typed.toString(), command);
  }

  /** One of the lesson's Node.js programs. */
  Program node(String script, String... args) {
    return tool("node", concat("src/test/node/" + script, args)).withBy("Node.js");
  }

  /** One of the lesson's Python programs. */
  Program python(String script, String... args) {
    return tool("python3", concat("src/test/python/" + script, args)).withBy("Python");
  }

  /** One of the lesson's Java source files: readers start it with a java that is recent enough. */
  Program javaSource(String file, String... args) {
    var words = List.of(concat(file, args));
    var command = Stream.of(JvmCommand.command(), words).flatMap(List::stream).toList();
    return program("Java", "java", "java " + String.join(" ", words), command);
  }

  /** An installed program. */
  Program tool(String name, String... args) {
    var command = List.of(concat(name, args));
    return program(name, name, Program.quoted(command), command);
  }

  Program program(String by, String tool, String typed, List<String> command) {
    return new Program(by, tool, typed, command, lesson.folder(), null);
  }

  private static String[] concat(String first, String... others) {
    return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
  }
}
