package tcplessons.docs.runs;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.With;

/**
 * A program that a scenario can start.
 *
 * @param by what it is made of, as its lane is labelled
 * @param tool the name of the installed program that it needs
 * @param typed the command that a reader types
 * @param command the command that is executed
 * @param folder its working folder
 * @param listens the documented port that it listens on, or null
 */
@With
record Program(
    String by, String tool, String typed, List<String> command, Path folder, Integer listens) {

  /** Packets to this port are for this program. */
  Program listensOn(int port) {
    return withListens(port);
  }

  /**
   * Adds arguments that a reader does not type: defaults, so that other ports can take the place of
   * the documented ones.
   */
  Program withArguments(String... more) {
    return withCommand(Stream.concat(command.stream(), Stream.of(more)).toList());
  }

  /** This program, as a reader types it in the folder of another lesson. */
  Program typedInAnotherFolder() {
    return withTyped(typed.replace("mvn -q", "mvn -q -f ../" + folder.getFileName()));
  }

  /**
   * A command as a run records it: paths in the program's folder are relative, and of other paths
   * only the file name remains.
   */
  String executed() {
    return quoted(
        Stream.iterate(0, at -> at < command.size(), at -> at + 1).map(this::word).toList());
  }

  private String word(int at) {
    boolean isPath = at == 0 || command.get(at - 1).equals("-cp");
    return isPath
        ? Stream.of(command.get(at).split(":")).map(this::brief).collect(Collectors.joining(":"))
        : command.get(at);
  }

  private String brief(String entry) {
    var path = Path.of(entry);
    if (!path.isAbsolute()) {
      return entry;
    }
    return (path.startsWith(folder) ? folder.relativize(path) : path.getFileName()).toString();
  }

  static String quoted(List<String> words) {
    return words.stream().map(Program::quoted).collect(Collectors.joining(" "));
  }

  /** As a shell needs it. */
  private static String quoted(String word) {
    return word.matches("[\\p{IsAlphabetic}\\p{N}~_.,:=/@%+-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
