package tcplessons.grader;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Grades attempts of one exercise.
 *
 * @param target the folder for compiled checks
 * @param seesKernel whether {@code /proc} is used
 */
record Grader(Exercise exercise, Path target, boolean seesKernel) {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** The JVM of a short attempt: it starts quickly, and has little memory. */
  private static final List<String> JVM =
      List.of(
          JAVA,
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dstdout.encoding=UTF-8",
          "-Dstderr.encoding=UTF-8");

  /** How often a check is repeated on a machine that is too busy for it. */
  private static final int TIMES_MAX = 3;

  /** The word that starts this JDK in a terminal: its path, unless it is the one on the PATH. */
  static String javaOnPath() throws IOException {
    for (var folder : System.getenv("PATH").split(File.pathSeparator)) {
      var java = Path.of(folder, "java");
      if (Files.isExecutable(java)) {
        return java.toRealPath().equals(Path.of(JAVA).toRealPath()) ? "java" : JAVA;
      }
    }
    return JAVA;
  }

  /** How a compiled program is started. */
  static Attempt.Command java(Path classes, String mainClass) {
    var words = new ArrayList<>(JVM);
    words.addAll(List.of("-cp", classes.toAbsolutePath().toString(), mainClass));
    return new Attempt.Command(words, Path.of("").toAbsolutePath());
  }

  /** How a command of the reader is started; {@code java} is the one that runs the grader. */
  static Attempt.Command command(List<String> words) {
    var command = new ArrayList<>(words);
    if (words.getFirst().equals("java")) {
      command.removeFirst();
      command.addAll(0, JVM);
    }
    return new Attempt.Command(command, Path.of("").toAbsolutePath());
  }

  /** Runs all checks, up to the first one that fails. */
  Verdict grade(Attempt attempt, long seed) throws IOException {
    return grade(attempt, seed, _ -> true, Packets.none());
  }

  /** Runs "starts" and the checks of which {@code wanted} is true. */
  Verdict grade(Attempt attempt, long seed, Predicate<String> wanted, Packets packets)
      throws IOException {
    long start = System.nanoTime();
    var results = new ArrayList<Verdict.Result>();
    var reasons = new LinkedHashSet<String>();
    var notChecked = new LinkedHashSet<String>();
    var failure = Optional.<Verdict.Failure>empty();
    try (var checks = load()) {
      checks.prepare(attempt, packets);
      Optional<Program> server = Optional.empty();
      int number = 0;
      for (var check : checks.all()) {
        boolean isFirst = number == 0;
        var state = Verdict.State.NOT_RUN;
        if (failure.isEmpty() && (isFirst || wanted.test(check.name()))) {
          CheckRun run;
          int times = 0;
          do {
            run = new CheckRun(new Random(seed + number), server, seesKernel);
            failure = run(checks, check, run);
            times++;
          } while (run.isVoid() && hasEnded(checks) && times < TIMES_MAX);
          reasons.addAll(run.reasons());
          notChecked.addAll(run.notChecked());
          if (run.isVoid()) {
            failure = Optional.empty();
            notChecked.add("busy");
          }
          state =
              run.isVoid() || run.isSkipped()
                  ? Verdict.State.NOT_JUDGED
                  : failure.isEmpty() ? Verdict.State.PASSED : Verdict.State.FAILED;
          server = checks instanceof ServerChecks started ? started.program() : Optional.empty();
        }
        results.add(new Verdict.Result(check.name(), state));
        number++;
      }
    }
    var time = Duration.ofNanos(System.nanoTime() - start);
    return new Verdict(exercise, List.copyOf(results), failure, seed, time, reasons, notChecked);
  }

  private Optional<Verdict.Failure> run(Checks checks, Checks.Check check, CheckRun run)
      throws IOException {
    checks.packets().clear();
    checks.begin(run);
    try {
      check.action().run();
      run.close();
      checks.end();
      return Optional.empty();
    } catch (Deviation deviation) {
      var mutant = Mutant.recognise(exercise.mutants(), check.name(), deviation.signature);
      return Optional.of(
          new Verdict.Failure(
              check.name(),
              deviation,
              run.transcript.events(),
              checks.packets().of(run),
              mutant,
              checks.startedWith(),
              run.stderr(deviation)));
    } finally {
      run.close();
    }
  }

  /** Ends what a check has started; false if the program is no longer there. */
  private static boolean hasEnded(Checks checks) {
    try {
      checks.end();
      return true;
    } catch (Deviation _) {
      return false;
    }
  }

  /** The names of all checks, "starts" first. */
  List<String> checkNames() throws IOException {
    try (var checks = load()) {
      return checks.all().stream().map(Checks.Check::name).toList();
    }
  }

  boolean isClient() throws IOException {
    try (var checks = load()) {
      return checks instanceof ClientChecks;
    }
  }

  /** Compiles the checks if they have changed, and returns them. */
  private Checks load() throws IOException {
    synchronized (Grader.class) {
      return loaded();
    }
  }

  private Checks loaded() throws IOException {
    var source = exercise.checks();
    var classes = target.resolve("checks").resolve(exercise.id());
    var stamp = target.resolve("checks").resolve(exercise.id() + ".stamp");
    var state = Files.getLastModifiedTime(source) + " " + Files.size(source);
    if (!Files.exists(stamp) || !Files.readString(stamp).equals(state)) {
      var result = SourceCompiler.compile(source, classes, classPath());
      if (result.error().isPresent()) {
        throw new IOException(result.error().get().toString());
      }
      Files.writeString(stamp, state);
    }
    var name = source.getFileName().toString().replace(".java", "");
    try {
      // It stays open: nested classes of the checks are loaded when they are used.
      var path = new URL[] {classes.toUri().toURL()};
      var loader = new URLClassLoader(path, Grader.class.getClassLoader());
      var constructor = loader.loadClass(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      var checks = (Checks) constructor.newInstance();
      return checks;
    } catch (ReflectiveOperationException e) {
      var cause = e instanceof InvocationTargetException invoked ? invoked.getCause() : e;
      throw new IOException(source + ": " + cause, cause);
    }
  }

  private static String classPath() {
    return ownClasses() + File.pathSeparator + System.getProperty("java.class.path");
  }

  /** Where the grader's own classes are. */
  static Path ownClasses() {
    try {
      return Path.of(Grader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
