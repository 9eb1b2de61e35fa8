package tcplessons.docs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.asciidoctor.ast.Document;

/**
 * The place of a lesson that shows a run: its figure, or else the section that quotes its console
 * or its numbers.
 *
 * @param title AsciiDoc, as the lesson has it; of a figure without one, the question of the
 *     prediction that it answers, or else the run's id
 */
record RunLocation(String page, String anchor, String title) {

  private static final Pattern SECTION = Pattern.compile("\\[#([\\w-]+).*\\]");
  private static final Pattern HEADING = Pattern.compile("={2,4} (.+)");
  private static final Pattern TITLE = Pattern.compile("\\.([^. ].*)");

  /** The HTML id of the figure of this run, the target of links. */
  static String figure(String id) {
    return "run-" + id;
  }

  /** Looks through the lessons beside {@code page}, in their order. */
  static RunLocation find(Document page, String id) throws RecordedRuns.RunReferenceException {
    var folder = Path.of(String.valueOf(page.getAttribute("docdir", ".")));
    for (var macro : new String[] {"run::", "console::", "run:"}) {
      try {
        for (var lesson : lessons(folder)) {
          var found = in(lesson, macro + id + "[", macro.equals("run::"), id);
          if (found.isPresent()) {
            return found.get();
          }
        }
      } catch (IOException e) {
        throw new RecordedRuns.RunReferenceException(
            "the lessons cannot be read: " + e.getMessage());
      }
    }
    throw new RecordedRuns.RunReferenceException("no lesson shows the run " + id);
  }

  private static List<Path> lessons(Path folder) throws IOException {
    try (var pages = Files.list(folder)) {
      return pages
          .filter(page -> page.getFileName().toString().matches("lesson-.*[.]adoc"))
          .sorted()
          .toList();
    }
  }

  private static Optional<RunLocation> in(Path lesson, String macro, boolean isFigure, String id)
      throws IOException {
    var page = lesson.getFileName().toString().replace(".adoc", ".html");
    var section = "";
    var heading = "";
    var title = "";
    var question = id;
    var isQuestion = false;
    for (var line : Files.readAllLines(lesson)) {
      if (isFigure ? line.startsWith(macro) : line.replace(macro + "]", "").contains(macro)) {
        return Optional.of(
            isFigure
                ? new RunLocation(page, figure(id), title.isEmpty() ? question : title)
                : new RunLocation(page, section, heading));
      }
      var block = SECTION.matcher(line);
      var head = HEADING.matcher(line);
      var caption = TITLE.matcher(line);
      section = block.matches() ? block.group(1) : section;
      heading = head.matches() ? head.group(1) : heading;
      title = caption.matches() ? caption.group(1) : "";
      question = isQuestion ? title : question;
      isQuestion = line.matches("\\[\\.predict,.*\\brun=" + id + "\\b(?!-).*");
    }
    return Optional.empty();
  }
}
