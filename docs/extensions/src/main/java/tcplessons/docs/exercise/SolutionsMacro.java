package tcplessons.docs.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.asciidoctor.extension.Name;
import tcplessons.docs.Words;
import tcplessons.grader.Exercise;
import tcplessons.grader.ExerciseText;

/** {@code solutions::01[]} shows the solutions of a lesson's exercises, folded. */
@Name("solutions")
public final class SolutionsMacro extends ExerciseMacro {

  /** Longer than any line of dashes in a source file. */
  private static final String LISTING = "-".repeat(12);

  private static final Map<String, String> LANGUAGES =
      Map.of("java", "java", "js", "javascript", "py", "python", "c", "c", "cpp", "cpp");

  @Override
  List<String> asciidoc(Exercise exercise, Words words) throws IOException {
    var text = exercise.text(words.language());
    var lines = new ArrayList<String>();
    lines.add("[%collapsible]");
    lines.add(".%s: %s".formatted(exercise.id(), text.title()));
    lines.add(OUTER);
    listing(exercise.solution(), lines);
    lines.addAll(text.section(ExerciseText.WHY).orElseThrow().lines());
    lines.addAll(List.of("", "*" + words.say("exercise.mistakes") + "*", ""));
    for (var mutant : exercise.mutants()) {
      var mistake = text.mutant(mutant).orElseThrow();
      lines.add(mistake.title() + "::");
      lines.addAll(mistake.firstParagraph());
    }
    lines.add("");
    for (var file : exercise.otherSolutions()) {
      lines.addAll(List.of("[%collapsible]", "." + file.getFileName(), INNER));
      listing(file, lines);
      lines.addAll(List.of(INNER, ""));
    }
    lines.add(OUTER);
    lines.add("");
    return lines;
  }

  private static void listing(Path file, List<String> lines) throws IOException {
    var name = file.getFileName().toString();
    var language = LANGUAGES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text");
    lines.addAll(List.of("[source," + language + "]", "." + name, LISTING));
    lines.addAll(Files.readAllLines(file));
    lines.addAll(List.of(LISTING, ""));
  }
}
