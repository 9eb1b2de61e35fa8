package tcplessons.grader;

/**
 * What a reader can do next: a command in the terminal, or a letter in watch mode.
 *
 * @param isWatching whether {@code --watch} runs
 */
record Guide(Words words, Terminal terminal, boolean isWatching) {

  /** How to see what comes after a hint of this level: the next hint, or the solution. */
  String afterHint(Exercise exercise, int level) {
    return level < ExerciseText.HINTS
        ? words.say("next.hint", level + 1, how("h", exercise.id() + " --hint " + (level + 1)))
        : words.say("next.solution", solution(exercise));
  }

  String solution(Exercise exercise) {
    return how("s", exercise.id() + " --solution");
  }

  /** How to begin an exercise, or to grade it. */
  String exercise(Exercise exercise) {
    return isWatching ? words.say("next.key", "n") : terminal.command(exercise.id());
  }

  private String how(String key, String arguments) {
    return isWatching ? words.say("next.key", key) : terminal.command(arguments);
  }
}
