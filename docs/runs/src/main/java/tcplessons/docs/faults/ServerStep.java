package tcplessons.docs.faults;

import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.kit.Lesson;

/**
 * A lesson's step, with the limits that it is started with.
 *
 * @param lesson the lesson's number
 * @param name as on the command line
 * @param args options other than the port
 */
record ServerStep(int lesson, String name, List<String> args) {

  /** The step whose servers find each other by the address that they are bound to. */
  static final String CLUSTER = "cluster";

  /** A small heap, so that unlimited growth is noticed. */
  private static final List<String> JVM_OPTIONS = List.of("-Xmx96m");

  /** As in {@code 01/hello}. */
  String id() {
    return "%02d/%s".formatted(lesson, name);
  }

  /**
   * The command that starts it on that port. A background process ignores SIGINT (POSIX sh, section
   * 2.12): env restores the default.
   */
  List<String> command(int port) {
    var options = new ArrayList<>(List.of("--port", "" + port));
    options.addAll(args);
    if (name.equals(CLUSTER)) {
      options.addAll(List.of("--bind", ownAddress()));
    }
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(Lesson.number(lesson).command(JVM_OPTIONS, name, options));
    return command;
  }

  /** A loopback address for this process, so that clusters of other processes are not found. */
  private static String ownAddress() {
    long pid = ProcessHandle.current().pid();
    return "127.19.%d.%d".formatted(pid / 250 % 250, pid % 250 + 1);
  }
}
