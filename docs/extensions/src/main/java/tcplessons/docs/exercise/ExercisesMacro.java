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

  /** In the project's folder; without -N, Maven would build all lessons first. */
  private static final String COMMAND = "$ mvn -q -N compile exec:exec@try -Dargs=\"%s\"";

  @Override
  List<String> introduction(List<Exercise> exercises, Words words) throws IOException {
    var first = exercises.getFirst();
    var lines = new ArrayList<String>();
    lines.addAll(List.of(words.say("exercise.what"), words.say("exercise.list"), ""));
    command(first.number(), lines);
    lines.addAll(List.of(words.say("exercise.call"), ""));
    var other = first.lesson().getFileName() + "/my/" + first.id() + ".js";
    lines.add(words.say("exercise.options", first.id()));
    lines.add(words.say("exercise.languages", first.id() + " --run node " + other));
    lines.addAll(List.of("", words.say("exercise.short-path", shortPath(exercises)), ""));
    return lines;
  }

  /** How many minutes the short path through all lessons takes. */
  private static int shortPath(List<Exercise> exercises) throws IOException {
    return Exercise.minutes(Exercise.shortPath(exercises.getFirst().lesson().getParent()));
  }

  private static void command(String arguments, List<String> lines) {
    lines.addAll(List.of("[source,console]", "----", COMMAND.formatted(arguments), "----", ""));
  }

  @Override
  List<String> asciidoc(Exercise exercise, Words words) throws IOException {
    var text = exercise.text(words.language());
    var lines = new ArrayList<String>();
    lines.add("[%collapsible." + ROLE + "]");
    lines.add(
        ".%s: %s (%s)%s"
            .formatted(
                exercise.id(),
                text.title(),
                words.say("exercise.minutes", exercise.minutes()),
                exercise.isOnShortPath() ? " ◆" : ""));
    lines.add(OUTER);
    lines.addAll(text.section(ExerciseText.TASK).orElseThrow().lines());
    lines.add("");
    command(exercise.id(), lines);
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
