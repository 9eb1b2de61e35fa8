package tcplessons.grader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program that is graded. */
sealed interface Attempt {

  /** The client that belongs to it, if the exercise has two programs. */
  Optional<Command> client();

  /**
   * It is started, with its arguments appended.
   *
   * @param folder in which it runs
   */
  record Command(List<String> words, Path folder, Optional<Command> client) implements Attempt {

    Command(List<String> words, Path folder) {
      this(words, folder, Optional.empty());
    }

    /** The same, in another folder. */
    Command in(Path other) {
      return new Command(words, other, client);
    }

    Command withClient(Optional<Command> other) {
      return new Command(words, folder, other);
    }

    /** The same, and its client, started by another command. */
    Command startedBy(List<String> command) {
      var all = new ArrayList<>(command);
      all.addAll(words);
      return new Command(all, folder, client.map(each -> each.startedBy(command)));
    }

    List<String> with(List<String> arguments) {
      var all = new ArrayList<>(words);
      all.addAll(arguments);
      return all;
    }
  }

  /** It runs already: a server listens on this port, or a client comes to it. */
  record Running(int port, Optional<Command> client) implements Attempt {}
}
