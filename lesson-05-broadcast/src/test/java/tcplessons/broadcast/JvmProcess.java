package tcplessons.broadcast;

import java.util.ArrayList;
import java.util.List;

/** JVMs that are started in another way than those of {@link TestProcess#step}. */
final class JvmProcess {

  private static final List<String> JVM_OPTIONS =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  private JvmProcess() {}

  /**
   * Starts a JVM.
   *
   * @param launcher a program that starts another one, such as env or nsenter, or nothing
   */
  static TestProcess start(List<String> launcher, Class<?> main, String... arguments)
      throws Exception {
    return start(launcher, List.of(), main, arguments);
  }

  /** Starts a JVM with these options. */
  static TestProcess start(
      List<String> launcher, List<String> options, Class<?> main, String... arguments)
      throws Exception {
    var command = new ArrayList<>(launcher);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(JVM_OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return TestProcess.program(command.toArray(String[]::new));
  }
}
