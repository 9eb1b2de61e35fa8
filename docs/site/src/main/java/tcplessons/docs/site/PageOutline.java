package tcplessons.docs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;

/**
 * The lines of a page's source, includes not expanded, and the sections that Asciidoctor found in
 * them.
 */
record PageOutline(Path file, List<String> lines, List<PageSection> sections) {
  private static final Pattern HEADING = Pattern.compile("(={1,6})\\s+(\\S.*)");
  private static final Pattern ID = Pattern.compile("\\[#([\\w-]+).*\\]\\s*");
  private static final Pattern ABOVE_HEADING = Pattern.compile("\\s*|//.*|\\[.*\\]\\s*");
  private static final int FINGERPRINT_DIGITS = 8;

  /**
   * @param document the parsed page, with its source map
   */
  static PageOutline of(Document document, Path file) {
    var lines = readLines(file);
    var sections = new ArrayList<PageSection>();
    var end = lines.size();
    for (var section : sections(document).toList().reversed()) {
      if (isHeading(section, file, lines)) {
        var heading = section.getSourceLocation().getLineNumber();
        sections.addFirst(section(section, heading, lines, end));
        end = firstAttributes(lines, heading) - 1;
      }
    }
    var title = lines.indexOf(lines.stream().filter(PageOutline::isTitle).findFirst().orElse(""));
    var translates = document.getAttribute("twin");
    sections.addFirst(
        new PageSection(
            PageSection.PREAMBLE,
            1,
            document.getTitle(),
            title + 1,
            0,
            fingerprint(lines.subList(0, end)),
            translates == null ? null : translates.toString()));
    return new PageOutline(file, lines, List.copyOf(sections));
  }

  /** Parses the page alone, without its includes and its macros. */
  static PageOutline load(Asciidoctor asciidoctor, Path file) {
    var options = Options.builder().safe(SafeMode.SAFE).sourcemap(true).build();
    return of(asciidoctor.loadFile(file.toFile(), options), file);
  }

  /** The lines alone: enough to say where on the page a link is. */
  static PageOutline withoutSections(Path file) {
    return new PageOutline(file, readLines(file), List.of());
  }

  private static PageSection section(Section section, int line, List<String> lines, int end) {
    // Not getAttribute(), which falls back to the attributes of the document.
    var attributes = section.getAttributes();
    var heading = HEADING.matcher(lines.get(line - 1));
    heading.matches();
    var attributesLine = line - 1;
    while (attributesLine > 0 && !ID.matcher(lines.get(attributesLine - 1)).matches()) {
      attributesLine--;
    }
    return new PageSection(
        (String) attributes.get("id"),
        heading.group(1).length(),
        heading.group(2),
        line,
        attributes.containsKey("id") ? attributesLine : 0,
        fingerprint(lines.subList(line - 1, end)),
        (String) attributes.get("twin"));
  }

  Optional<PageSection> section(String id) {
    return sections.stream().filter(section -> id.equals(section.id())).findFirst();
  }

  /** The explicit ids, in the order of the page. */
  List<String> ids() {
    return sections.stream().map(PageSection::id).filter(id -> id != null).toList();
  }

  Problem problem(int line, String message, Object... values) {
    return new Problem(file, line, message.formatted(values));
  }

  /** The numbers of the lines in which {@code written} is found; the first line if in none. */
  List<Integer> linesWith(Pattern written) {
    var found =
        IntStream.range(0, lines.size())
            .filter(at -> written.matcher(lines.get(at)).find())
            .mapToObj(at -> at + 1)
            .toList();
    return found.isEmpty() ? List.of(1) : found;
  }

  /** Headings without an id or of another file, and lines that only look like headings. */
  List<Problem> problems(Document document) {
    var problems = new ArrayList<Problem>();
    for (var section : sections) {
      if (section.id() == null) {
        problems.add(
            problem(
                section.line(),
                "section \"%s\" has no id: write [#its-id] on the line above it",
                section.title()));
      }
    }
    sections(document)
        .filter(section -> !isHeading(section, file, lines))
        .map(section ->
            problem(
                section.getSourceLocation().getLineNumber(),
                "section \"%s\" is not written as a heading of this file: write \"== Title\" after"
                    + " a blank line, and include no sections",
                section.getTitle()))
        .forEach(problems::add);
    for (var line = 2; line <= lines.size(); line++) {
      var heading = HEADING.matcher(lines.get(line - 1));
      if (heading.matches() && ID.matcher(lines.get(line - 2)).matches() && !isSection(line)) {
        problems.add(
            problem(
                line,
                "\"%s\" looks like a section, but Asciidoctor makes none of it: is a blank line"
                    + " missing above it, or a block not closed?",
                heading.group(2)));
      }
    }
    return problems;
  }

  private boolean isSection(int line) {
    return sections.stream().anyMatch(section -> section.line() == line);
  }

  private static Stream<Section> sections(StructuralNode node) {
    return node.getBlocks().stream()
        .filter(Section.class::isInstance)
        .map(Section.class::cast)
        .flatMap(section -> Stream.concat(Stream.of(section), sections(section)));
  }

  private static boolean isHeading(Section section, Path file, List<String> lines) {
    var at = section.getSourceLocation();
    return isIn(file, at) && HEADING.matcher(lines.get(at.getLineNumber() - 1)).matches();
  }

  /** Whether a place that Asciidoctor reports is in this file, and not in one that it includes. */
  static boolean isIn(Path file, Cursor at) {
    return at != null && at.getFile() != null && Path.of(at.getFile()).equals(file);
  }

  private static boolean isTitle(String line) {
    return line.startsWith("= ");
  }

  /** The first line of the block attributes above a heading, which belong to its section. */
  private static int firstAttributes(List<String> lines, int heading) {
    var first = heading;
    for (var line = heading - 1; line > 0; line--) {
      var text = lines.get(line - 1);
      if (!ABOVE_HEADING.matcher(text).matches()) {
        break;
      }
      if (text.startsWith("[")) {
        first = line;
      }
    }
    return first;
  }

  /** Unchanged by white space at the end of a line or of the text, which no reader sees. */
  private static String fingerprint(List<String> lines) {
    var text = String.join("\n", lines.stream().map(String::stripTrailing).toList());
    var bytes = text.stripTrailing().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(Sha256.digest().digest(bytes)).substring(0, FINGERPRINT_DIGITS);
  }

  private static List<String> readLines(Path file) {
    try {
      return Files.readString(file).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
