package tcplessons.docs.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lombok.With;

/**
 * Something that can be started: what a reader would type, and what is started in its place.
 *
 * @param by what it is made of, as the diagram's lane is labelled
 * @param tool what must be installed, a key of {@link Tools}
 * @param typed what a reader types
 * @param command what is started
 * @param folder where
 * @param listens the port that it listens on, or null; it is this one in a network of its own, and
 *     any free one elsewhere
 */
@With
record Program(
    String by, String tool, String typed, List<String> command, Path folder, Integer listens) {

  /** A program that is installed on the machine, in the same words for the reader and for us. */
  static Program tool(String by, Path folder, String name, String... args) {
    var command = new ArrayList<>(List.of(name));
    command.addAll(List.of(args));
    var typed = String.join(" ", command.stream().map(Program::quoted).toList());
    return new Program(by, name, typed, List.copyOf(command), folder, null);
  }

  /** This program listens on a port, so that packets to that port are for it. */
  Program listensOn(int port) {
    return withListens(port);
  }

  /** As a shell needs it. */
  static String quoted(String word) {
    return word.matches("[\\p{IsAlphabetic}\\p{N}~_.,:=/@%+-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
