package tcplessons.docs.runs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A lesson's module, and what a reader types in its folder.
 *
 * @param module the folder's name
 * @param by what the lanes of its programs are labelled with
 * @param main the class of its command line
 */
record Lesson(String module, String by, String main) {

  /** The project's folder, wherever inside it we were started. */
  static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .takeWhile(folder -> folder != null)
        .filter(folder -> Files.exists(folder.resolve("docs/runs/pom.xml")))
        .findFirst()
        .orElseThrow(() -> new MissingTool("the project's folder is not above this one"));
  }

  Path folder() {
    return root().resolve(module);
  }

  /** A step, through the lesson's own command line. */
  Program step(String step, String... args) {
    var command = new ArrayList<>(Tools.briskJava());
    command.addAll(List.of("-cp", classPath(), main, step));
    command.addAll(List.of(args));
    var typed = "mvn -q compile exec:exec@" + step;
    if (args.length > 0) {
      typed += " -Dargs=\"" + String.join(" ", args) + "\"";
    }
    return new Program(by, "java", typed, List.copyOf(command), folder(), null);
  }

  /** Our own class path, which holds every lesson; it may be told in relative paths. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** One of the lesson's Node.js peers. */
  Program node(String script, String... args) {
    var words = new ArrayList<>(List.of("src/test/node/" + script));
    words.addAll(List.of(args));
    return Program.tool("Node.js", folder(), "node", words.toArray(String[]::new));
  }

  /** An installed program, typed in the lesson's folder. */
  Program tool(String name, String... args) {
    return Program.tool(name, folder(), name, args);
  }
}
