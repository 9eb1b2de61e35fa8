package tcplessons.docs.site;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The site as its writers see it, in a folder of its own: nothing of it gets into the site. */
final class Preview implements AutoCloseable {
  private static final List<String> LANGUAGES = List.of("en", "ko");

  private final Path pages;
  private final Path theme;
  private final Path runs;
  private final Path output;
  private final PageBuilder builder;
  private int builds;

  /**
   * @param module the folder of the pom that builds the site
   * @param output the folder to write to
   */
  Preview(Path module, Path output) throws IOException {
    this.pages = module.resolve("src/docs/asciidoc");
    this.theme = module.resolve("src/main/theme");
    this.runs = module.resolveSibling("runs").resolve("recorded");
    this.output = output;
    this.builder = new PageBuilder(module, output);
  }

  void start() throws IOException {
    try (var files = Files.walk(theme)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        copy(file);
      }
    }
    for (var name : List.of("reload.js", "problems.css")) {
      try (var in = Preview.class.getResourceAsStream(name)) {
        Files.copy(in, output.resolve(name), REPLACE_EXISTING);
      }
    }
    beat();
  }

  List<Path> watched() throws IOException {
    try (var lessons = Files.newDirectoryStream(module().resolve("../.."), "lesson-*")) {
      var folders = Stream.<Path>builder().add(pages).add(theme).add(runs);
      lessons.forEach(lesson -> folders.add(lesson.resolve("src")));
      return folders.build().toList();
    }
  }

  /** Every page, the first language first. */
  List<Path> all() throws IOException {
    var all = Stream.<Path>builder();
    for (var language : LANGUAGES) {
      try (var files = Files.newDirectoryStream(pages.resolve(language), "*.adoc")) {
        files.forEach(all::add);
      }
    }
    return all.build().sorted().toList();
  }

  /** Brings the preview up to date with the files that have changed. */
  void follow(Set<Path> changed) throws IOException {
    for (var file : changed) {
      if (file.startsWith(theme) && Files.exists(file)) {
        copy(file);
        beat();
      }
    }
    for (var page : all()) {
      var text = Files.readString(page);
      if (changed.stream().anyMatch(file -> concerns(file, page, text))) {
        build(page);
      }
    }
  }

  /** A page concerns itself, its twin, the runs that it shows and the files that it includes. */
  private boolean concerns(Path file, Path page, String text) {
    var name = file.getFileName().toString();
    if (file.startsWith(pages)) {
      return name.equals("pages.txt") || file.getFileName().equals(page.getFileName());
    }
    if (file.startsWith(runs)) {
      return text.contains(":" + name.replaceFirst("\\.[^.]*$", "") + "[");
    }
    return !file.startsWith(theme) && text.contains("/" + name + "[");
  }

  /** Builds {@code page}, and tells on the terminal what is wrong with it. */
  void build(Path page) throws IOException {
    var built = builder.build(page);
    var target =
        output.resolve(pages.relativize(page).toString().replaceFirst("\\.adoc$", ".html"));
    Files.createDirectories(target.getParent());
    Files.writeString(target, built.html());
    if (built.problems().isEmpty()) {
      IO.println("built " + pages.relativize(page));
    } else {
      built.problems().forEach(System.err::println);
    }
    beat();
  }

  private void copy(Path file) throws IOException {
    var target = output.resolve(theme.relativize(file).toString());
    Files.createDirectories(target.getParent());
    Files.copy(file, target, REPLACE_EXISTING);
  }

  /** What the pages ask for again and again. */
  private void beat() throws IOException {
    Files.writeString(output.resolve("built.txt"), String.valueOf(++builds));
  }

  private Path module() {
    return pages.resolve("../../..").normalize();
  }

  @Override
  public void close() {
    builder.close();
  }
}
