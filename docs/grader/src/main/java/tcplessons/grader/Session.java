package tcplessons.grader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a reader does with an exercise; every method prints, and returns an exit code.
 *
 * @param module whose command line is used: a lesson, or the root
 * @param all the exercises of the module
 */
record Session(Path root, Path module, Exercise exercise, List<Exercise> all, Words words) {

  private static final int SEEDS = 10_000;

  /** What to grade, and how. */
  record Choice(
      Optional<List<String>> command,
      Optional<List<String>> client,
      Optional<Integer> port,
      Optional<Integer> check,
      OptionalLong seed) {

    boolean isOwnFile() {
      return command.isEmpty() && port.isEmpty();
    }
  }

  ExerciseText text() throws IOException {
    return exercise.text(words.language());
  }

  Workspace workspace() {
    return Workspace.of(exercise);
  }

  private Path target() {
    return module.resolve("target").resolve("try");
  }

  private Grader grader() {
    return new Grader(exercise, target(), Kernel.isVisible());
  }

  int checkCount() throws IOException {
    return grader().checkNames().size();
  }

  /** The number of a check, counted from 1; 0 if there is none of this number or name. */
  int checkNumber(String check) throws IOException {
    var names = grader().checkNames();
    if (check.matches("\\d{1,9}")) {
      int number = Integer.parseInt(check);
      return number <= names.size() ? number : 0;
    }
    int english = indexOf(check, names);
    int translated = indexOf(check, text().checkNames());
    return english >= 0 ? english + 1 : translated >= 0 ? translated + 2 : 0;
  }

  private static int indexOf(String check, List<String> names) {
    return names.stream().map(Exercise::slug).toList().indexOf(Exercise.slug(check));
  }

  /** Grades; or begins, if there is nothing to grade yet. */
  int grade(Choice choice, String hint) throws IOException {
    if (choice.isOwnFile() && !workspace().has(exercise)) {
      return begin();
    }
    var attempt = attempt(choice);
    if (attempt.isEmpty()) {
      return Try.FAILED;
    }
    var names = grader().checkNames();
    long seed = choice.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
    if (attempt.get() instanceof Attempt.Running running && grader().isClient()) {
      IO.println(words.say("client.start", "" + running.port()));
    }
    var verdict =
        grader()
            .grade(
                attempt.get(),
                seed,
                name ->
                    choice.check().isEmpty() || names.get(choice.check().get() - 1).equals(name));
    var report = new Report(root, words, text());
    IO.println(report.of(verdict, program(choice), hint));
    new HtmlReport(report, verdict).write(target().resolve("last.html"));
    if (exercise.hasStages() && choice.check().isEmpty()) {
      workspace().reach(exercise, verdict.reached());
    }
    if (!verdict.passed()) {
      return Try.FAILED;
    }
    IO.println("");
    if (choice.check().isPresent()) {
      IO.println("  " + words.say("passed.some"));
    } else {
      workspace().pass(exercise);
      IO.println("  " + words.say("passed"));
      IO.println("  " + afterwards());
    }
    return Try.PASSED;
  }

  private String afterwards() throws IOException {
    var next = new ExerciseList(all, words).next();
    return next.isPresent() ? words.say("passed.next", next.get().id()) : words.say("passed.last");
  }

  /** What starts the program by hand. */
  private String program(Choice choice) throws IOException {
    if (choice.port().isPresent()) {
      return "";
    }
    return choice.command().isPresent()
        ? String.join(" ", choice.command().get())
        : Grader.javaOnPath() + " " + shown(workspace().attempt(exercise));
  }

  int begin() throws IOException {
    workspace().begin(exercise);
    IO.println(task());
    IO.println("  " + words.say("begin.copied", shown(workspace().attempt(exercise))));
    PlainText.wrap(words.say("begin.then"), "  ", "  ").forEach(IO::println);
    return Try.PASSED;
  }

  String task() throws IOException {
    var title =
        "%s: %s, %s"
            .formatted(
                exercise.id(), text().title(), words.say("begin.minutes", exercise.minutes()));
    return title
        + "\n\n"
        + PlainText.of(text().sections().get(ExerciseText.TASK).lines(), "  ", words.language())
        + "\n";
  }

  /** A path as the reader types it. */
  private String shown(Path file) {
    return Path.of("").toAbsolutePath().relativize(file.toAbsolutePath()).toString();
  }

  private Optional<Attempt> attempt(Choice choice) throws IOException {
    var client = Optional.<Attempt.Command>empty();
    var file = workspace().client(exercise).filter(Files::exists);
    if (choice.client().isPresent()) {
      client = choice.client().map(Grader::command);
    } else if (file.isPresent()) {
      client = compile(file.get(), exercise.id() + "-client");
      if (client.isEmpty()) {
        return Optional.empty();
      }
    }
    if (choice.port().isPresent()) {
      return Optional.of(new Attempt.Running(choice.port().get(), client));
    }
    var server =
        choice.command().isPresent()
            ? choice.command().map(Grader::command)
            : compile(workspace().attempt(exercise), exercise.id());
    var own = client;
    return server.map(command -> command.withClient(own));
  }

  /** Prints why, if it cannot be compiled. */
  private Optional<Attempt.Command> compile(Path source, String name) throws IOException {
    var classes = target().resolve("my").resolve(name);
    var result = SourceCompiler.compile(source, classes, classes.toString());
    if (result.error().isPresent()) {
      print(result.error().get());
      return Optional.empty();
    }
    if (result.mainClass().isEmpty()) {
      IO.println(words.say("compile.no-main", shown(source)));
      return Optional.empty();
    }
    return Optional.of(Grader.java(classes, result.mainClass().get()));
  }

  private void print(SourceCompiler.Error error) {
    IO.println(words.say("compile.error", shown(error.file()), "" + error.line(), error.message()));
    if (!error.code().isBlank()) {
      IO.println("    " + error.code());
      IO.println("    " + " ".repeat((int) Math.max(0, error.column() - 1)) + "^");
    }
  }

  /**
   * @param next the key of the words that say how to get the next one
   */
  int hint(int level, String next) throws IOException {
    var hint = text().hint(level);
    IO.println(exercise.id() + "   " + words.say("hint.title", level) + "\n");
    IO.println(PlainText.of(hint.lines(), "  ", words.language()) + "\n");
    var how = level < ExerciseText.HINTS ? words.say(next, level + 1) : words.say("hint.solution");
    IO.println("  " + words.say("label.next") + "    " + how);
    return Try.PASSED;
  }

  /** Asks first. Without a terminal, the command has to be given twice. */
  int solution() throws IOException {
    IO.print(words.say("solution.ask", exercise.id()) + " ");
    System.out.flush();
    var answer = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
    return solution(answer);
  }

  static boolean isYes(String answer) {
    return List.of("y", "yes", "예", "네").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  int solution(String answer) throws IOException {
    boolean asked = workspace().asksAgain(exercise);
    IO.println("");
    boolean confirmed = answer == null ? asked : isYes(answer);
    if (!confirmed) {
      IO.println(words.say("solution.again"));
      return Try.PASSED;
    }
    showSolution();
    return Try.PASSED;
  }

  void showSolution() throws IOException {
    var file = exercise.solution();
    IO.println(words.say("solution.title") + "   " + root.relativize(file) + "\n");
    Files.readString(file).lines().map(line -> "    " + line).forEach(IO::println);
    section(words.say("solution.why"), text().sections().get(ExerciseText.WHY).lines());
    IO.println("\n" + words.say("solution.wrong") + "\n");
    for (var mutant : exercise.mutants()) {
      var section = text().mutant(mutant);
      if (section.isPresent()) {
        var lines = new ArrayList<>(section.get().lines());
        lines.set(0, "* *" + section.get().title() + ".* " + lines.getFirst());
        IO.println(PlainText.of(lines, "  ", words.language()));
      }
    }
    var others = exercise.otherSolutions().stream().map(root::relativize).map(Path::toString);
    IO.println("\n" + words.say("solution.others", String.join(", ", others.toList())));
  }

  private void section(String title, List<String> lines) {
    IO.println("\n" + title + "\n");
    IO.println(PlainText.of(lines, "  ", words.language()));
  }

  int prove(String part) throws IOException {
    return new Proof(root, exercise, target()).print(part) ? Try.PASSED : Try.FAILED;
  }

  int reset() throws IOException {
    var file = workspace().attempt(exercise);
    if (!Files.exists(file)) {
      IO.println(words.say("reset.nothing", shown(file)));
      return Try.FAILED;
    }
    var backup = workspace().reset(exercise);
    IO.println(words.say("reset.done", shown(file), shown(backup)));
    return Try.PASSED;
  }
}
