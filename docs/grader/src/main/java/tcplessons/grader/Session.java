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
record Session(Path root, Path module, Exercise exercise, List<Exercise> all, Guide guide) {

  private static final int SEEDS = 10_000;

  /** What to grade, and how. */
  record Choice(
      Optional<List<String>> command,
      Optional<List<String>> client,
      Optional<Integer> port,
      Optional<Integer> check,
      OptionalLong seed) {

    static final Choice OWN_FILE =
        new Choice(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty());

    boolean isOwnFile() {
      return command.isEmpty() && port.isEmpty();
    }
  }

  Words words() {
    return guide.words();
  }

  private Terminal terminal() {
    return guide.terminal();
  }

  /** The same of another exercise. */
  Session of(Exercise other) {
    return new Session(root, module, other, all, guide);
  }

  ExerciseText text() throws IOException {
    return exercise.text(words().language());
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

  /** The names of the checks, "starts" first, in the reader's language. */
  String checkNames() throws IOException {
    var names = new ArrayList<>(text().checkNames());
    names.addFirst(words().say("check.starts"));
    return PlainText.joined(names);
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
  int grade(Choice choice) throws IOException {
    if (choice.isOwnFile() && !workspace().has(exercise)) {
      return begin();
    }
    var attempt = attempt(choice);
    if (attempt.isEmpty()) {
      return Try.FAILED;
    }
    workspace().touch(exercise);
    var names = grader().checkNames();
    long seed = choice.seed().orElseGet(() -> ThreadLocalRandom.current().nextInt(SEEDS));
    if (attempt.get() instanceof Attempt.Running running && grader().isClient()) {
      IO.println(words().say("client.start", "" + running.port()));
    }
    Verdict verdict;
    try (var packets = Packets.captured()) {
      verdict =
          grader()
              .grade(
                  attempt.get(),
                  seed,
                  name ->
                      choice.check().isEmpty() || names.get(choice.check().get() - 1).equals(name),
                  packets);
    }
    var report = new Report(root, words(), text());
    IO.println(
        report.of(verdict, program(choice), guide.afterHint(exercise, workspace().hint(exercise))));
    new HtmlReport(report, verdict).write(target().resolve("last.html"));
    if (choice.check().isEmpty()) {
      workspace().reach(exercise, verdict.reached());
    }
    if (!verdict.passed()) {
      if (choice.isOwnFile() && workspace().isStarter(exercise)) {
        IO.println("\n  " + words().say("starter.unchanged"));
        say(guide.task(exercise));
      }
      return Try.FAILED;
    }
    IO.println("");
    if (choice.check().isPresent()) {
      IO.println("  " + words().say("passed.some"));
    } else {
      workspace().pass(exercise);
      IO.println("  " + words().say("passed") + "\n");
      afterwards();
    }
    return Try.PASSED;
  }

  private void afterwards() throws IOException {
    var next = new ExerciseList(all, guide).after(Optional.of(exercise));
    if (next.isPresent()) {
      say(guide.next(next.get()));
    } else {
      IO.println("  " + words().say("passed.last"));
    }
    say(guide.solution(exercise));
  }

  private void say(Guide.Step step) {
    IO.println("  " + PlainText.padded(step.label(), Report.LABEL_COLUMNS) + step.how());
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
    workspace().touch(exercise);
    showTask();
    return Try.PASSED;
  }

  /** The task, and how to go on. */
  int showTask() throws IOException {
    var file = workspace().attempt(exercise);
    var other = shown(file.resolveSibling(exercise.id() + ".js"));
    IO.println(task());
    IO.println("  " + words().say("begin.copied", shown(file)));
    PlainText.wrap(words().say("begin.then"), "  ", "  ").forEach(IO::println);
    IO.println("");
    say(new Guide.Step(words().say("label.grade"), terminal().command(exercise.id())));
    say(
        new Guide.Step(
            words().say("label.other-language"),
            terminal().command(exercise.id() + " --run node " + other)));
    say(guide.task(exercise));
    return Try.PASSED;
  }

  private String task() throws IOException {
    var title =
        "%s: %s, %s"
            .formatted(
                exercise.id(), text().title(), words().say("begin.minutes", exercise.minutes()));
    return title
        + "\n\n"
        + PlainText.of(text().sections().get(ExerciseText.TASK).lines(), "  ", words().language())
        + "\n";
  }

  /** A path as the reader types it. */
  String shown(Path file) {
    return terminal().shown(file);
  }

  private Optional<Attempt> attempt(Choice choice) throws IOException {
    var client = Optional.<Attempt.Command>empty();
    var file = workspace().client(exercise).filter(Files::exists);
    if (choice.client().isPresent()) {
      client = choice.client().map(this::command);
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
            ? choice.command().map(this::command)
            : compile(workspace().attempt(exercise), exercise.id());
    var own = client;
    return server.map(command -> command.withClient(own));
  }

  private Attempt.Command command(List<String> typed) {
    return Grader.command(typed).in(terminal().folder());
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
      IO.println(words().say("compile.no-main", shown(source)));
      return Optional.empty();
    }
    return Optional.of(Grader.java(classes, result.mainClass().get()).in(terminal().folder()));
  }

  private void print(SourceCompiler.Error error) {
    IO.println(
        words().say("compile.error", shown(error.file()), "" + error.line(), error.message()));
    if (!error.code().isBlank()) {
      IO.println("    " + error.code());
      IO.println("    " + " ".repeat((int) Math.max(0, error.column() - 1)) + "^");
    }
  }

  /** The level after the last one seen. */
  int nextHint() throws IOException {
    return Math.min(workspace().hint(exercise) + 1, ExerciseText.HINTS);
  }

  int hint(int level) throws IOException {
    workspace().sawHint(exercise, level);
    IO.println(exercise.id() + "   " + words().say("hint.title", level) + "\n");
    IO.println(PlainText.of(text().hint(level).lines(), "  ", words().language()) + "\n");
    say(guide.afterHint(exercise, level));
    return Try.PASSED;
  }

  /** Asks first. Without a terminal, the command has to be given twice. */
  int solution() throws IOException {
    IO.print(words().say("solution.ask", exercise.id()) + " ");
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
      IO.println(words().say("solution.again"));
      return Try.PASSED;
    }
    showSolution();
    return Try.PASSED;
  }

  void showSolution() throws IOException {
    var file = exercise.solution();
    IO.println(words().say("solution.title") + "   " + root.relativize(file) + "\n");
    Files.readString(file).lines().map(line -> "    " + line).forEach(IO::println);
    section(words().say("solution.why"), text().sections().get(ExerciseText.WHY).lines());
    IO.println("\n" + words().say("solution.wrong") + "\n");
    for (var mutant : exercise.mutants()) {
      var section = text().mutant(mutant);
      if (section.isPresent()) {
        var lines = new ArrayList<>(section.get().lines());
        lines.set(0, "* *" + section.get().title() + ".* " + lines.getFirst());
        IO.println(PlainText.of(lines, "  ", words().language()));
      }
    }
    var others = exercise.otherSolutions().stream().map(root::relativize).map(Path::toString);
    IO.println("\n" + words().say("solution.others", String.join(", ", others.toList())));
  }

  private void section(String title, List<String> lines) {
    IO.println("\n" + title + "\n");
    IO.println(PlainText.of(lines, "  ", words().language()));
  }

  int prove(String part) throws IOException {
    return new Proof(root, exercise, target()).print(part) ? Try.PASSED : Try.FAILED;
  }

  int reset() throws IOException {
    var file = workspace().attempt(exercise);
    if (!Files.exists(file)) {
      IO.println(words().say("reset.nothing", shown(file)));
      return Try.FAILED;
    }
    var backup = workspace().reset(exercise);
    IO.println(words().say("reset.done", shown(file), shown(backup)));
    return Try.PASSED;
  }
}
