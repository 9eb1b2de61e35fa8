package tcplessons.grader;

/**
 * What a reader can do next: a command in the terminal, or a letter in watch mode.
 *
 * @param isWatching whether {@code --watch} runs
 */
record Guide(Words words, Terminal terminal, boolean isWatching) {

  /**
   * @param label what it shows
   * @param how the command, or the letter
   */
  record Step(String label, String how) {}

  /** What comes after a hint of this level: the next hint, or the solution. */
  Step afterHint(Exercise exercise, int level) {
    return level < ExerciseText.HINTS
        ? new Step(
            words.say("hint.title", level + 1), how("h", exercise.id() + " --hint " + (level + 1)))
        : solution(exercise);
  }

  Step solution(Exercise exercise) {
    return new Step(words.say("label.solution"), how("s", exercise.id() + " --solution"));
  }

  /** The task once more. */
  Step task(Exercise exercise) {
    return new Step(words.say("label.task"), how("t", exercise.id() + " --task"));
  }

  /** An exercise to begin, or to grade. */
  Step next(Exercise exercise) {
    var how = how("n", exercise.id());
    return new Step(words.say("label.next-exercise"), exercise.id() + ": " + how);
  }

  private String how(String key, String arguments) {
    return isWatching ? words.say("next.key", key) : terminal.command(arguments);
  }
}
