package tcplessons.grader;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proves of an exercise that its checks are right: the solutions pass, every check can fail, and
 * every mistake is recognised. Each method returns what is wrong, one line each.
 */
final class Proof {

  private static final int SEEDS = 20;
  private static final int SEED = 8121;
  private static final int AT_ONCE = 3;
  private static final Duration FRAUD_LIMIT = Duration.ofSeconds(60);
  private static final int SHORT_LINE = 12;

  /** Headings of pages change; golden reports have their names instead. */
  private static final Path NO_PAGES = Path.of("no-pages");

  /** What a program prints while it is ended may come too late for the report. */
  private static final String STDERR = "  stderr ";

  private static final Pattern TIME = Pattern.compile("\\+\\d+ ms +");

  /** How much came before a program stopped: it depends on the kernel's buffers. */
  private static final String MUCH = "(?<=◀── {4}|observed {8}only |관찰한 동작 {1,14})\\d{6,}";

  private static final List<String> TEXTS =
      List.of(
          ExerciseText.TASK,
          ExerciseText.CHECKS,
          "hint-1",
          "hint-2",
          "hint-3",
          ExerciseText.WHY,
          ExerciseText.MESSAGES);
  private static final Pattern XREF = Pattern.compile("xref:([\\w-]+)\\.adoc(#[\\w-]+)?\\[");

  private final Path root;
  private final Exercise exercise;
  private final Path target;
  private Graded starter;
  private Graded solution;

  /** A file and its verdict, if this machine is not too busy for one; and what is wrong with it. */
  private record Graded(
      Optional<Attempt.Command> attempt, Optional<Verdict> verdict, List<String> problems) {}

  /**
   * @param root of the project
   * @param target the folder for compiled programs
   */
  Proof(Path root, Exercise exercise, Path target) {
    this.root = root;
    this.exercise = exercise;
    this.target = target;
  }

  private Grader grader() {
    return new Grader(exercise, target, Kernel.isVisible());
  }

  /** The starter, which is graded once for all parts of the proof. */
  private synchronized Graded gradedStarter() throws IOException {
    if (starter == null) {
      starter = grade("starter", exercise.starter(), List.of());
    }
    return starter;
  }

  /** The solution, which is graded once for all parts: on one core, where the system can do it. */
  private synchronized Graded gradedSolution() throws IOException {
    if (solution == null) {
      var one = isInstalled("taskset") ? List.of("taskset", "-c", "0") : List.<String>of();
      solution = grade("solution", exercise.solution(), one);
    }
    return solution;
  }

  /** The starter compiles without warnings, and fails where its properties say. */
  List<String> starter() throws IOException {
    var problems = new ArrayList<>(gradedStarter().problems());
    for (var verdict : gradedStarter().verdict().stream().toList()) {
      var failed = verdict.failure().map(Verdict.Failure::check).orElse("nothing");
      if (!failed.equals(exercise.starterFails())) {
        problems.add("the starter fails at: " + failed + ", not at: " + exercise.starterFails());
      }
    }
    return problems;
  }

  /** The solution passes with many seeds. */
  List<String> solutionWithManySeeds() throws IOException {
    var problems = new ArrayList<String>();
    var attempt = compile("seeds", exercise.solution(), problems);
    if (attempt.isEmpty()) {
      return problems;
    }
    var tasks = new ArrayList<Callable<List<String>>>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      int number = seed;
      tasks.add(() -> passes("the solution, seed " + number, attempt.get(), number));
    }
    problems.addAll(all(tasks));
    return problems;
  }

  /** The solution passes on one core, where the system can bind it to one. */
  List<String> solutionOnOneCore() throws IOException {
    var problems = new ArrayList<>(gradedSolution().problems());
    gradedSolution().verdict().stream()
        .flatMap(verdict -> failed("the solution on one core", verdict))
        .forEach(problems::add);
    return problems;
  }

  /** The solutions in other languages pass. */
  List<String> otherSolutions() throws IOException {
    var problems = new ArrayList<String>();
    var client = client("others", exercise.solution(), problems);
    for (var file : exercise.otherSolutions()) {
      var command = interpreter(file);
      if (command.isPresent()) {
        problems.addAll(
            passes(file.getFileName().toString(), command.get().withClient(client), SEED));
      }
    }
    return problems;
  }

  /** The solutions whose tool is not installed. */
  List<String> skipped() throws IOException {
    return exercise.otherSolutions().stream()
        .filter(file -> interpreter(file).isEmpty())
        .map(file -> file.getFileName() + ": its language is not installed")
        .toList();
  }

  private static Optional<Attempt.Command> interpreter(Path file) {
    var name = file.toString();
    var tool = name.endsWith(".js") ? "node" : name.endsWith(".py") ? "python3" : "";
    return isInstalled(tool)
        ? Optional.of(Grader.command(List.of(tool, file.toAbsolutePath().toString())))
        : Optional.empty();
  }

  private static boolean isInstalled(String tool) {
    for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (!tool.isEmpty() && Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }

  /** Each mutant fails first where it says, is recognised as itself, and every check has one. */
  List<String> mutants() throws IOException {
    return mutants(grader(), "mutant");
  }

  /** The same without {@code /proc}. */
  List<String> mutantsWithoutKernel() throws IOException {
    return mutants(new Grader(exercise, target, false), "mutant-without-kernel");
  }

  private List<String> mutants(Grader grader, String prefix) throws IOException {
    var problems = new ArrayList<String>();
    var mutants = exercise.mutants();
    var unproved = new ArrayList<>(grader.checkNames());
    unproved.remove(Checks.STARTS);
    var tasks = new ArrayList<Callable<List<String>>>();
    for (var mutant : mutants) {
      unproved.remove(mutant.check());
      tasks.add(() -> mutant(mutant, grader, prefix));
    }
    unproved.forEach(check -> problems.add("no mutant fails first at: " + check));
    problems.addAll(all(tasks));
    return problems;
  }

  private List<String> mutant(Mutant mutant, Grader grader, String prefix) throws IOException {
    var problems = new ArrayList<String>();
    var name = prefix + " " + mutant.name();
    Path file;
    try {
      var folder =
          Files.createDirectories(
              target.resolve(prefix + "s").resolve(exercise.id()).resolve(mutant.name()));
      file = folder.resolve(exercise.solution().getFileName());
      mutant.write(exercise.solutions(), folder);
    } catch (IllegalArgumentException e) {
      return List.of(name + ": " + e.getMessage());
    }
    var attempt = compile(prefix + "-" + mutant.name(), file, problems);
    if (attempt.isEmpty()) {
      return problems;
    }
    var verdict = grader.grade(attempt.get(), SEED);
    if (verdict.isNotJudged(mutant.check()) && judged(name, verdict).isEmpty()) {
      return problems;
    }
    var failure = verdict.failure();
    if (failure.isEmpty() && !isHidden(verdict)) {
      problems.add(name + " passes");
    } else if (failure.isEmpty()) {
      IO.println("    not checked without /proc: " + name);
    } else if (!failure.get().check().equals(mutant.check())
        || !mutant.signature().matches(failure.get().deviation().signature)) {
      problems.add(
          "%s fails at: %s: %s, not at: %s: %s"
              .formatted(
                  name,
                  failure.get().check(),
                  failure.get().deviation().signature,
                  mutant.check(),
                  mutant.signature()));
    } else if (!failure.get().mutant().equals(Optional.of(mutant))) {
      problems.add(
          name + " is taken for: " + failure.get().mutant().map(Mutant::name).orElse("nothing"));
    }
    return problems;
  }

  /** Whether something was not checked, beside the cuts: these have pauses instead. */
  private static boolean isHidden(Verdict verdict) {
    return verdict.notChecked().stream().anyMatch(what -> !what.equals("cuts"));
  }

  /** No fraud passes, apart from those that the properties name, and each fails in time. */
  List<String> frauds() throws IOException {
    var role = grader().isClient() ? "client" : "server";
    var tasks = new ArrayList<Callable<List<String>>>();
    for (var fraud : Fraud.all()) {
      tasks.add(() -> fraud(fraud, role));
    }
    return all(tasks);
  }

  private List<String> fraud(Fraud fraud, String role) throws IOException {
    var verdict = grader().grade(command(fraud, role), SEED);
    boolean mayPass = exercise.allowedFrauds().contains(fraud.key());
    var problems = new ArrayList<String>();
    if (!verdict.notJudged() && verdict.passed() != mayPass) {
      problems.add("the fraud " + fraud.key() + (mayPass ? " does not pass" : " passes"));
    }
    if (verdict.time().compareTo(FRAUD_LIMIT) > 0) {
      problems.add("the fraud " + fraud.key() + " takes " + verdict.time().toSeconds() + " s");
    }
    return problems;
  }

  static Attempt.Command command(Fraud fraud, String role) {
    var java = Grader.java(Grader.ownClasses(), Fraud.class.getName());
    var words = new ArrayList<>(java.words());
    words.addAll(List.of(fraud.name(), role));
    return new Attempt.Command(words, java.folder());
  }

  /** Both languages have every text, links lead somewhere, and no hint has code. */
  List<String> texts() throws IOException {
    var problems = new ArrayList<String>();
    var checks = grader().checkNames();
    var reasons = gradedSolution().verdict().map(Verdict::reasons).orElse(Set.of());
    for (var language : List.of(Words.ENGLISH, Words.KOREAN)) {
      var text = exercise.text(language);
      var file = language + ".adoc: ";
      for (var section : TEXTS) {
        if (text.section(section).isEmpty()) {
          problems.add(file + "no section [#" + section + "]");
        }
      }
      for (var mutant : exercise.mutants()) {
        if (text.mutant(mutant).isEmpty()) {
          problems.add(file + "no section [#mutant-" + mutant.name() + "]");
        }
      }
      if (text.checkNames().size() != checks.size() - 1) {
        problems.add(file + text.checkNames().size() + " checks, not " + (checks.size() - 1));
      }
      links(text, language).forEach(problem -> problems.add(file + problem));
      hints(text).forEach(problem -> problems.add(file + problem));
    }
    if (!exercise.text(Words.ENGLISH).checkNames().equals(checks.subList(1, checks.size()))) {
      problems.add("en.adoc: the checks are not those of the code: " + checks);
    }
    for (var problem : Translation.of(exercise).problems()) {
      problems.add("ko.adoc:" + problem.line() + ": " + problem.message());
    }
    var korean = exercise.text(Words.KOREAN);
    for (var reason : reasons) {
      if (korean.reason(reason).equals(reason)) {
        problems.add("ko.adoc: [#messages] has no entry for: " + reason);
      }
    }
    return problems;
  }

  private List<String> links(ExerciseText text, String language) throws IOException {
    var targets = new TreeSet<String>();
    for (var section : text.sections().values()) {
      for (var line : section.lines()) {
        var xref = XREF.matcher(line);
        while (xref.find()) {
          targets.add(xref.group(1) + (xref.group(2) == null ? "" : xref.group(2)));
        }
      }
    }
    for (var check : grader().checkNames()) {
      targets.add(exercise.section(check));
    }
    for (var mutant : exercise.mutants()) {
      targets.add(exercise.section(mutant.check(), Optional.of(mutant)));
    }
    var problems = new ArrayList<String>();
    for (var each : targets) {
      if (!PageLink.to(root, each, language).exists()) {
        problems.add("there is no " + each);
      }
    }
    return problems;
  }

  private static String read(List<Path> files) throws IOException {
    var text = new StringBuilder();
    for (var file : files) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }

  /** A hint has no line of the solution, unless the starter has it too. */
  private List<String> hints(ExerciseText text) throws IOException {
    var given = read(exercise.starters());
    var lines =
        read(exercise.solutions())
            .lines()
            .map(line -> line.replaceFirst("//.*", "").strip())
            .filter(line -> line.length() >= SHORT_LINE && !given.contains(line))
            .toList();
    var problems = new ArrayList<String>();
    for (int level = 1; level <= ExerciseText.HINTS; level++) {
      var hint = text.section("hint-" + level).map(s -> String.join("\n", s.lines())).orElse("");
      for (var line : lines) {
        if (hint.contains(line)) {
          problems.add("hint " + level + " has a line of the solution: " + line);
        }
      }
    }
    return problems;
  }

  /**
   * The starter's report, in both languages, is that of the files {@code report.LANGUAGE.txt}.
   * Times, ports and counts of segments apart, and the order of what happens at the same time.
   *
   * @param write whether to write a file that is missing
   */
  List<String> reports(boolean write) throws IOException {
    var verdict = gradedStarter().verdict();
    var problems = new ArrayList<>(gradedStarter().problems());
    if (verdict.isEmpty()) {
      return problems;
    }
    for (var language : List.of(Words.ENGLISH, Words.KOREAN)) {
      var file = exercise.folder().resolve("report." + language + ".txt");
      var words = Words.in(language);
      var terminal = new Terminal(root, exercise.lesson());
      var program = "java my/" + exercise.starter().getFileName();
      var report =
          normalized(
              new Report(NO_PAGES, words, exercise.text(language))
                  .of(
                      verdict.get(),
                      program,
                      new Guide(words, terminal, false).afterHint(exercise, 0)));
      if (!Files.exists(file) && write) {
        Files.writeString(file, report);
      } else if (!Files.exists(file)) {
        problems.add("there is no " + file.getFileName() + ": --prove writes it");
      } else if (!sorted(report).equals(sorted(Files.readString(file)))) {
        problems.add(
            "%s is not what the starter's report is now. Delete it and --prove again, or see:%n%s"
                .formatted(file.getFileName(), report));
      }
    }
    return problems;
  }

  private static String normalized(String report) {
    return TIME.matcher(report)
            .replaceAll(time -> PlainText.padded("+N ms", time.group().length()))
            .replaceAll("\\d+\\.\\d(?= s,|초,)", "N")
            .replaceAll(MUCH, "N")
            .replaceAll("(?m)\\d+(?= segments$)|(?<=세그먼트 )\\d+(?=개$)", "N")
            .replaceAll("\\S+/try-\\d+/folder", "FOLDER")
            .replaceAll(
                "\\b([2-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])\\b", "PORT")
        + "\n";
  }

  private static List<String> sorted(String report) {
    return report.lines().filter(line -> !line.startsWith(STDERR)).sorted().toList();
  }

  /** Without {@code /proc}, the starter fails at the same check and is recognised as the same. */
  List<String> withoutKernel() throws IOException {
    var hidden = new Grader(exercise, target, false);
    var problems = new ArrayList<>(gradedStarter().problems());
    problems.addAll(gradedSolution().problems());
    if (!problems.isEmpty()) {
      return problems;
    }
    var attempt = gradedStarter().attempt().orElseThrow();
    var verdicts =
        Stream.concat(
                gradedStarter().verdict().stream(),
                judged("without-kernel", hidden.grade(attempt, SEED)).stream())
            .map(each -> each.failure().map(Proof::verdict).orElse("nothing"))
            .toList();
    if (verdicts.size() == 2 && !verdicts.getFirst().equals(verdicts.getLast())) {
      problems.add("with and without /proc the starter fails at " + verdicts);
    }
    hidden
        .grade(gradedSolution().attempt().orElseThrow(), SEED)
        .failure()
        .map(Proof::verdict)
        .ifPresent(failed -> problems.add("without /proc the solution fails at " + failed));
    return problems;
  }

  private static String verdict(Verdict.Failure failure) {
    return failure.check() + ", " + failure.mutant().map(Mutant::name).orElse("not recognised");
  }

  /**
   * @param before words before the command
   */
  private Graded grade(String name, Path file, List<String> before) throws IOException {
    var problems = new ArrayList<String>();
    var attempt = compile(name, file, problems).map(command -> command.startedBy(before));
    var verdict =
        attempt.isPresent()
            ? judged(name, grader().grade(attempt.get(), SEED))
            : Optional.<Verdict>empty();
    return new Graded(attempt, verdict, problems);
  }

  /** A machine that is too busy proves nothing. */
  private static Optional<Verdict> judged(String name, Verdict verdict) {
    if (verdict.notJudged()) {
      IO.println("    not judged, as this machine is too busy: " + name);
      return Optional.empty();
    }
    return Optional.of(verdict);
  }

  /**
   * @param name of the folder for its classes, which no two parts share: they run at the same time
   */
  private Optional<Attempt.Command> compile(String name, Path file, List<String> problems)
      throws IOException {
    var classes = target.resolve("proof").resolve(exercise.id()).resolve(name);
    var result = SourceCompiler.compile(file, classes, classes.toString());
    result.error().ifPresent(error -> problems.add(name + ": " + error));
    if (!name.startsWith("mutant")) {
      result.warnings().forEach(warning -> problems.add(name + ": warning in line " + warning));
    }
    var client = client(name, file, problems);
    return result.mainClass().map(main -> Grader.java(classes, main).withClient(client));
  }

  /** The client beside this file, if the exercise has one. */
  private Optional<Attempt.Command> client(String name, Path file, List<String> problems)
      throws IOException {
    if (exercise.client().isEmpty()
        || file.getFileName().equals(exercise.client().get().getFileName())) {
      return Optional.empty();
    }
    return compile(
        name + "-client", file.resolveSibling(exercise.client().get().getFileName()), problems);
  }

  private List<String> passes(String name, Attempt attempt, long seed) throws IOException {
    return failed(name, grader().grade(attempt, seed)).toList();
  }

  private static Stream<String> failed(String name, Verdict verdict) {
    return verdict.failure().stream()
        .map(failure ->
            "%s fails at: %s: %s".formatted(name, failure.check(), failure.deviation().signature));
  }

  private static List<String> all(List<Callable<List<String>>> tasks) throws IOException {
    var problems = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<List<String>> each : threads.invokeAll(tasks)) {
        problems.addAll(each.get());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return problems;
  }

  /**
   * Proves, and prints what it took.
   *
   * @param only the part to prove; empty for all
   * @return whether everything is proved
   */
  boolean print(String only) throws IOException {
    var parts = new LinkedHashMap<String, Part>();
    parts.put("starter", this::starter);
    parts.put("solution", this::solutionWithManySeeds);
    parts.put("one-core", this::solutionOnOneCore);
    parts.put("others", this::otherSolutions);
    parts.put("mutants", this::mutants);
    parts.put("frauds", this::frauds);
    parts.put("texts", this::texts);
    parts.put("report", () -> reports(true));
    parts.put("without-proc", this::withoutKernel);
    parts.put("mutants-without-proc", this::mutantsWithoutKernel);
    boolean proved = true;
    for (var part : parts.entrySet()) {
      if (only.isEmpty() || only.equals(part.getKey())) {
        proved &= print(part.getKey(), part.getValue());
      }
    }
    skipped().forEach(reason -> IO.println("  skipped: " + reason));
    return proved;
  }

  private interface Part {
    List<String> problems() throws IOException;
  }

  private boolean print(String name, Part part) throws IOException {
    long start = System.nanoTime();
    var problems = part.problems();
    var time = Duration.ofNanos(System.nanoTime() - start);
    IO.println(
        "%s %s   %.1f s".formatted(problems.isEmpty() ? "✓" : "✗", name, time.toMillis() / 1000.0));
    problems.forEach(problem -> IO.println("    " + problem));
    return problems.isEmpty();
  }
}
