package tcplessons.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.AttributesBuilder;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.log.LogRecord;
import tcplessons.docs.DocsExtensions;

/**
 * Converts single pages to HTML, for the build and for the preview. The attributes of the pages are
 * set here and nowhere else.
 */
final class PageBuilder implements AutoCloseable {

  /** A field, because a logger that is garbage collected forgets its settings. */
  private static final Logger CONSOLE = Logger.getLogger("asciidoctor");

  private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
  private final List<LogRecord> log = new ArrayList<>();
  private final Options options;

  /**
   * A converted page.
   *
   * @param problems those that can be found without any other page
   */
  record BuiltPage(PageOutline outline, String html, List<Problem> problems) {}

  PageBuilder(SitePaths paths) throws IOException {
    CONSOLE.setUseParentHandlers(false); // its messages become problems with file and line
    asciidoctor.registerLogHandler(log::add);
    DocsExtensions.register(asciidoctor);
    options =
        Options.builder()
            .safe(SafeMode.UNSAFE)
            .backend("html5")
            .standalone(true)
            .sourcemap(true)
            .attributes(attributes(paths))
            .build();
  }

  private static Attributes attributes(SitePaths paths) throws IOException {
    var attributes =
        Attributes.builder()
            .sourceHighlighter("rouge")
            .attribute("rouge-css", "class")
            .icons("font")
            .experimental(true)
            .attribute("attribute-missing", "warn")
            .attribute("reproducible", "true")
            .attribute("idprefix", "")
            .attribute("idseparator", "-");
    folder(attributes, "root", paths.root());
    folder(attributes, "sources", paths.output().resolve("source"));
    folder(attributes, "runs", paths.runs());
    folder(attributes, "failures", paths.docs("runs/failures.json"));
    folder(attributes, "survival", paths.docs("runs/fault-matrix.json"));
    folder(attributes, "measurements", paths.docs("bench/recorded.json"));
    folder(attributes, "java-bench", paths.docs("bench/src/main/java/tcplessons"));
    folder(attributes, "java-faults", paths.docs("runs/src/main/java/tcplessons/docs/faults"));
    folder(attributes, "java-peers", paths.docs("grader/src/main/java/tcplessons/grader/peers"));
    try (var lessons = Files.newDirectoryStream(paths.root(), "lesson-*")) {
      for (var lesson : lessons) {
        var number = lesson.getFileName().toString().split("-")[1];
        folder(
            attributes, "java-" + number, onlyFolder(lesson.resolve("src/main/java/tcplessons")));
        folder(
            attributes, "test-" + number, onlyFolder(lesson.resolve("src/test/java/tcplessons")));
        folder(attributes, "node-" + number, lesson.resolve("src/test/node"));
        folder(attributes, "cpp-" + number, lesson.resolve("src/test/cpp"));
        folder(attributes, "python-" + number, lesson.resolve("src/test/python"));
      }
    }
    return attributes.build();
  }

  private static void folder(AttributesBuilder attributes, String name, Path path) {
    attributes.attribute(name, path.toString());
  }

  /** The folder of a lesson's package, which is the only one. */
  private static Path onlyFolder(Path parent) throws IOException {
    try (var children = Files.newDirectoryStream(parent, Files::isDirectory)) {
      return children.iterator().next();
    }
  }

  BuiltPage build(Path page) {
    log.clear();
    try {
      var document = asciidoctor.loadFile(page.toFile(), options);
      var outline = PageOutline.of(document, page);
      var html = document.convert();
      var problems =
          Stream.of(
                  outline.problems(document),
                  CalloutCheck.problems(outline, document),
                  new AsciidoctorLogCheck(outline).of(log))
              .flatMap(List::stream)
              .toList();
      return new BuiltPage(outline, html, problems);
    } catch (RuntimeException e) {
      var outline = new PageOutline(page, List.of(), List.of());
      return new BuiltPage(outline, "", List.of(outline.problem(1, "%s", e.getMessage())));
    }
  }

  @Override
  public void close() {
    asciidoctor.close();
  }
}
