package tcplessons.docs.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folders, and the class path of the JVM that runs this code. */
public final class Project {

  private Project() {}

  /** The root of the project, from any folder inside it. */
  public static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .takeWhile(folder -> folder != null)
        .filter(folder -> Files.exists(folder.resolve("docs/runs/pom.xml")))
        .findFirst()
        .orElseThrow(() -> new MissingToolException("the project's folder is not above this one"));
  }

  /** This module's folder. */
  public static Path module() {
    return root().resolve("docs/runs");
  }

  /** The entries of the class path, which may be relative in the JVM's own words. */
  public static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .toList();
  }
}
