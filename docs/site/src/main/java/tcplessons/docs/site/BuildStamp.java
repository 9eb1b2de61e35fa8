package tcplessons.docs.site;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A hash of everything that the site is made of and of the site itself, in a file beside the site.
 * The site is up to date as long as the hash is the same.
 */
final class BuildStamp {

  private final SitePaths paths;
  private final Path file;

  BuildStamp(SitePaths paths) {
    this.paths = paths;
    this.file = paths.output().resolveSibling(paths.output().getFileName() + ".stamp");
  }

  boolean isCurrent() throws IOException {
    return Files.isRegularFile(file) && Files.readString(file).equals(hash());
  }

  /** Until the build has finished without a problem, the site is not current. */
  void start() throws IOException {
    Files.createDirectories(paths.output());
    Files.writeString(file, "");
  }

  /** Removes what this build has not written, such as a page that is gone, and stores the hash. */
  void finish() throws IOException {
    var started = Files.getLastModifiedTime(file);
    for (var written : files(paths.output())) {
      if (Files.getLastModifiedTime(written).compareTo(started) < 0) {
        Files.delete(written);
      }
    }
    Files.writeString(file, hash());
  }

  private String hash() throws IOException {
    var digest = Sha256.digest();
    for (var input : inputs()) {
      for (var read : files(input)) {
        digest.update(read.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(read.startsWith(paths.root()) ? Files.readAllBytes(read) : sizeAndTime(read));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The lessons, the modules of docs without their tests, the class path and the site. */
  private List<Path> inputs() throws IOException {
    var inputs = new ArrayList<Path>();
    for (var lesson : children(paths.root(), "lesson-*")) {
      inputs.add(lesson.resolve("src"));
    }
    for (var module : children(paths.docs(""), "*")) {
      inputs.addAll(children(module, "*.json"));
      inputs.add(module.resolve("recorded"));
      inputs.add(module.resolve("src/main"));
      inputs.add(module.resolve("src/docs"));
    }
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      inputs.add(Path.of(entry).toAbsolutePath());
    }
    inputs.add(paths.output());
    return inputs.stream().filter(Files::exists).sorted().toList();
  }

  private static List<Path> children(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.newDirectoryStream(folder, names)) {
      return StreamSupport.stream(children.spliterator(), false).toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Libraries are large; Maven never changes one without changing its time. */
  private static byte[] sizeAndTime(Path file) throws IOException {
    return (Files.size(file) + " " + Files.getLastModifiedTime(file))
        .getBytes(StandardCharsets.UTF_8);
  }
}
