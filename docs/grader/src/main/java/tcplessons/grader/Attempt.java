package tcplessons.grader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program that is graded. */
sealed interface Attempt {

  /**
   * It is started, with its arguments appended.
   *
   * @param folder in which it runs
   */
  record Command(List<String> words, Path folder) implements Attempt {
    List<String> with(List<String> arguments) {
      var all = new ArrayList<>(words);
      all.addAll(arguments);
      return all;
    }
  }

  /** It runs already: a server listens on this port, or a client comes to it. */
  record Running(int port) implements Attempt {}
}
