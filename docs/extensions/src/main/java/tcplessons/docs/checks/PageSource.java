package tcplessons.docs.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page as its writer sees it: the lines of the file, includes not expanded.
 *
 * <p>Asciidoctor's tree knows neither the text of a section nor the line of an inline macro, so the
 * checks that need either read the source.
 */
record PageSource(Path file, List<Line> lines, List<Section> sections) {

  static PageSource read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static PageSource parse(Path file, String text) {
    var parser = new SourceParser();
    text.lines().forEach(parser::line);
    return new PageSource(file, parser.lines(), parser.sections());
  }

  Optional<Section> section(String id) {
    return sections.stream().filter(section -> id.equals(section.id())).findFirst();
  }

  /** The ids that the writer gave, in the order of the page; {@link Section#HEAD} is the first. */
  Stream<String> ids() {
    return sections.stream().map(Section::id).filter(id -> id != null);
  }

  Stream<Line> prose() {
    return lines.stream().filter(Line::prose);
  }
}
