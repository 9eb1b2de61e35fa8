package tcplessons.grader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exercises of one lesson, or of all, with the reader's progress. */
record ExerciseList(List<Exercise> exercises, Words words) {

  private static final int ID_COLUMNS = 16;

  String text() throws IOException {
    if (exercises.isEmpty()) {
      return words.say("list.none");
    }
    var lines = new ArrayList<String>();
    var next = next();
    for (var lesson : exercises.stream().map(Exercise::number).distinct().toList()) {
      var own = exercises.stream().filter(each -> each.number().equals(lesson)).toList();
      int passed = 0;
      for (var exercise : own) {
        passed += Workspace.of(exercise).hasPassed(exercise) ? 1 : 0;
      }
      lines.add(words.say("list.title", lesson, passed, own.size()));
      lines.add("");
      for (var exercise : own) {
        lines.add(line(exercise, next));
      }
      lines.add("");
    }
    lines.add("  " + words.say("list.how"));
    next.ifPresent(
        exercise -> lines.add("  " + words.say("list.next") + "    " + command(exercise.id())));
    return String.join("\n", lines);
  }

  private String line(Exercise exercise, Optional<Exercise> next) throws IOException {
    boolean isNext = next.filter(exercise::equals).isPresent();
    var mark = Workspace.of(exercise).hasPassed(exercise) ? "✓" : isNext ? "▸" : " ";
    return "  %s %s %s  %s%s"
        .formatted(
            mark,
            PlainText.padded(exercise.id(), ID_COLUMNS),
            PlainText.padded(words.say("list.minutes", exercise.minutes()), 8),
            exercise.text(words.language()).title(),
            stage(exercise));
  }

  /** How far the reader has come in an exercise of stages. */
  private String stage(Exercise exercise) throws IOException {
    int reached = exercise.hasStages() ? Workspace.of(exercise).reached(exercise) : 0;
    return reached == 0
        ? ""
        : "  %d/%d".formatted(reached, exercise.text(words.language()).checkNames().size());
  }

  /** The first one that has not been passed. */
  Optional<Exercise> next() throws IOException {
    for (var exercise : exercises) {
      if (!Workspace.of(exercise).hasPassed(exercise)) {
        return Optional.of(exercise);
      }
    }
    return Optional.empty();
  }

  static String command(String arguments) {
    return "mvn -q compile exec:exec@try -Dargs=\"" + arguments + "\"";
  }
}
