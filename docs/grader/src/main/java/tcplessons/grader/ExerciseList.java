package tcplessons.grader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exercises of one lesson, or of all, with the reader's progress. */
record ExerciseList(List<Exercise> exercises, Guide guide) {

  private static final int ID_COLUMNS = 16;

  private Words words() {
    return guide.words();
  }

  String text() throws IOException {
    if (exercises.isEmpty()) {
      return words().say("list.none");
    }
    var lines = new ArrayList<String>();
    var next = next();
    for (var lesson : exercises.stream().map(Exercise::number).distinct().toList()) {
      var own = exercises.stream().filter(each -> each.number().equals(lesson)).toList();
      int passed = 0;
      for (var exercise : own) {
        passed += Workspace.of(exercise).hasPassed(exercise) ? 1 : 0;
      }
      lines.add(words().say("list.title", lesson, passed, own.size()));
      lines.add("");
      for (var exercise : own) {
        lines.add(line(exercise, next));
      }
      lines.add("");
    }
    int minutes = Exercise.minutes(Exercise.shortPath(guide.terminal().root()));
    lines.add("  " + words().say("list.short-path", minutes));
    lines.add("");
    PlainText.wrap(words().say("list.how"), "  ", "  ").forEach(lines::add);
    next.map(guide::next)
        .ifPresent(step -> {
          lines.add("");
          lines.add("  " + PlainText.padded(step.label(), Report.LABEL_COLUMNS) + step.how());
        });
    return String.join("\n", lines);
  }

  private String line(Exercise exercise, Optional<Exercise> next) throws IOException {
    boolean isNext = next.filter(exercise::equals).isPresent();
    var mark = Workspace.of(exercise).hasPassed(exercise) ? "✓" : isNext ? "▸" : " ";
    return "  %s %s %s %s  %s%s"
        .formatted(
            mark,
            exercise.isOnShortPath() ? "◆" : " ",
            PlainText.padded(exercise.id(), ID_COLUMNS),
            PlainText.padded(words().say("list.minutes", exercise.minutes()), 8),
            exercise.text(words().language()).title(),
            progress(exercise));
  }

  /** How far the reader has come in an exercise that is begun. */
  private String progress(Exercise exercise) throws IOException {
    var workspace = Workspace.of(exercise);
    boolean isBegun = workspace.has(exercise) || !workspace.time(exercise).isEmpty();
    if (workspace.hasPassed(exercise) || !isBegun) {
      return "";
    }
    int reached = workspace.reached(exercise);
    int checks = exercise.text(words().language()).checkNames().size();
    return "   · "
        + (reached == 0 ? words().say("list.begun") : words().say("list.reached", reached, checks));
  }

  /** The exercise that the reader has begun or graded last. */
  Optional<Exercise> latest() throws IOException {
    Optional<Exercise> latest = Optional.empty();
    var time = "";
    for (var exercise : exercises) {
      var own = Workspace.of(exercise).time(exercise);
      if (own.compareTo(time) > 0) {
        latest = Optional.of(exercise);
        time = own;
      }
    }
    return latest;
  }

  /** What to do next: the latest one, if it has not been passed, or what comes after it. */
  Optional<Exercise> next() throws IOException {
    var latest = latest();
    if (latest.isPresent() && !Workspace.of(latest.get()).hasPassed(latest.get())) {
      return latest;
    }
    return after(latest);
  }

  /** The next one that has not been passed; if there is none, the first one. */
  Optional<Exercise> after(Optional<Exercise> exercise) throws IOException {
    int at = exercise.map(exercises::indexOf).orElse(-1);
    for (int i = 1; i <= exercises.size(); i++) {
      var each = exercises.get((at + i) % exercises.size());
      if (!Workspace.of(each).hasPassed(each)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
