package tcplessons.docs.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server is started.
 *
 * @param name as in the recording
 * @param command of which each {@link #PORT} is replaced by the port to listen on
 */
record ServerCommand(String name, List<String> command) {

  static final String PORT = "{port}";

  private static final String JAVA = "/bin/java";

  List<String> command(int port) {
    return command.stream().map(word -> word.replace(PORT, "" + port)).toList();
  }

  boolean isJava() {
    return command.getFirst().endsWith(JAVA);
  }

  /** The same server with more options of the JVM, if it is one. */
  ServerCommand with(List<String> jvmOptions) {
    if (!isJava()) {
      return this;
    }
    var words = new ArrayList<>(command);
    words.addAll(1, jvmOptions);
    return new ServerCommand(name, words);
  }

  static ServerCommand java(String name, List<String> words) {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + JAVA));
    command.addAll(words);
    return new ServerCommand(name, command);
  }
}
