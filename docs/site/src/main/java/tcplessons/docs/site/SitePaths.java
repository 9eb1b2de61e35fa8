package tcplessons.docs.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Where the inputs of the site are, and where it is built.
 *
 * @param module the folder docs/site
 * @param output the folder of the built site
 */
record SitePaths(Path module, Path output) {

  SitePaths(Path module, Path output) {
    this.module = module.toAbsolutePath().normalize();
    this.output = output.toAbsolutePath().normalize();
  }

  /** The folder of the repository. */
  Path root() {
    return module.resolve("../..").normalize();
  }

  Path docs(String path) {
    return module.resolveSibling(path);
  }

  PageTree pages() {
    return new PageTree(module.resolve("src/docs/asciidoc"));
  }

  Path theme() {
    return module.resolve("src/main/theme");
  }

  Path runs() {
    return docs("runs/recorded");
  }

  /** Writes a built page to its address. */
  void write(Path page, String html) throws IOException {
    var target = output.resolve(pages().address(page));
    Files.createDirectories(target.getParent());
    Files.writeString(target, html);
  }

  /** Copies what is no page: style sheets, scripts, images and packet captures. */
  void copyStaticFiles() throws IOException {
    copy(theme(), output, _ -> true);
    copy(pages().folder(), output, name -> name.endsWith(".svg") || name.endsWith(".png"));
    copy(runs(), output.resolve("runs"), name -> name.endsWith(".pcapng"));
  }

  private static void copy(Path from, Path to, Predicate<String> names) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (names.test(file.toString())) {
          var target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, REPLACE_EXISTING);
        }
      }
    }
  }
}
