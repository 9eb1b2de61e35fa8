package tcplessons.docs.exercise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.asciidoctor.extension.Name;
import tcplessons.docs.Words;
import tcplessons.grader.Exercise;
import tcplessons.grader.ExerciseText;

/** {@code exercises::01[]} shows the exercises of a lesson: tasks, checks and hints, folded. */
@Name("exercises")
public final class ExercisesMacro extends ExerciseMacro {

  /** What the reader opens; the time to read a page does not contain it. */
  public static final String ROLE = "exercise";

  @Override
  List<String> asciidoc(Exercise exercise, Words words) throws IOException {
    var text = exercise.text(words.language());
    var lines = new ArrayList<String>();
    lines.add("[%collapsible." + ROLE + "]");
    lines.add(
        ".%s: %s (%s)"
            .formatted(
                exercise.id(), text.title(), words.say("exercise.minutes", exercise.minutes())));
    lines.add(OUTER);
    lines.addAll(text.section(ExerciseText.TASK).orElseThrow().lines());
    lines.addAll(
        List.of(
            "",
            "[source,console]",
            "----",
            "$ mvn -q compile exec:exec@try -pl %s -Dargs=\"%s\""
                .formatted(exercise.lesson().getFileName(), exercise.id()),
            "----",
            ""));
    fold(words.say("exercise.checks"), text.section(ExerciseText.CHECKS).orElseThrow(), lines);
    for (int level = 1; level <= ExerciseText.HINTS; level++) {
      fold(words.say("exercise.hint", level), text.hint(level), lines);
    }
    lines.add(
        "xref:solutions.adoc#solutions-%s[%s]"
            .formatted(exercise.number(), words.say("exercise.solution")));
    lines.add(OUTER);
    lines.add("");
    return lines;
  }

  private static void fold(String title, ExerciseText.Section section, List<String> lines) {
    lines.addAll(List.of("[%collapsible]", "." + title, INNER));
    lines.addAll(section.lines());
    lines.addAll(List.of(INNER, ""));
  }
}
