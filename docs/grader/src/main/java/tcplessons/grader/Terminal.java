package tcplessons.grader;

import java.nio.file.Path;

/**
 * Where the reader types: commands and paths are printed as they work there.
 *
 * @param root of the project
 * @param folder in which Maven was called
 */
record Terminal(Path root, Path folder) {

  /** The command that grades, without arguments. At the root, Maven would build all lessons. */
  String command() {
    return "mvn -q " + (folder.equals(root) ? "-N " : "") + "compile exec:exec@try";
  }

  String command(String arguments) {
    return command() + " -Dargs=\"" + arguments + "\"";
  }

  /** A path as the reader types it. */
  String shown(Path file) {
    var path = file.toAbsolutePath().normalize();
    boolean isNear = path.getRoot().equals(folder.getRoot());
    return isNear ? folder.relativize(path).toString() : path.toString();
  }

  /** The file that the reader means. */
  Path file(String typed) {
    return folder.resolve(typed).normalize();
  }
}
