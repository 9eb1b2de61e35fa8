package tcplessons.keepalive;

import java.util.List;
import java.util.stream.Stream;

/** A step as the command of a JVM, for tests that start it through another program. */
final class StepCommand {

  private StepCommand() {}

  static List<String> of(String... arguments) {
    var java = ProcessHandle.current().info().command().orElseThrow();
    var classPath = System.getProperty("java.class.path");
    var jvm =
        List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp", classPath);
    return Stream.of(jvm, List.of(Lesson03.class.getName()), List.of(arguments))
        .flatMap(List::stream)
        .toList();
  }
}
