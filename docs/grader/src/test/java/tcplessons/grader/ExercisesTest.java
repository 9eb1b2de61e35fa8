package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every exercise is proved: see {@link Proof}. What takes long (many seeds, the frauds, the
 * verdicts without {@code /proc}) is proved for a fifth of the exercises, for another fifth every
 * day. {@code -Dproof=all} proves everything, {@code -Dexercise=echo-lines} everything of a single
 * exercise.
 */
@Timeout(300)
class ExercisesTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path TARGET = Path.of("target/try").toAbsolutePath();

  private interface Part {
    List<String> problems(Proof proof) throws IOException;
  }

  private static final int DAYS = 5;
  private static final Map<String, Proof> PROOFS = new ConcurrentHashMap<>();
  private static final String ONLY = System.getProperty("exercise", "");
  private static final boolean ALL =
      !ONLY.isEmpty() || System.getProperty("proof", "").equals("all");

  @BeforeAll
  static void an_interrupted_build_leaves_no_program() {
    Runtime.getRuntime().addShutdownHook(new Thread(Program::closeAll));
  }

  private static Stream<DynamicTest> each(Part part) throws IOException {
    return exercises().stream()
        .map(exercise ->
            DynamicTest.dynamicTest(
                exercise.id(), () -> assertThat(part.problems(proof(exercise))).isEmpty()));
  }

  /** All parts share one, because each file is graded once for all of them. */
  private static Proof proof(Exercise exercise) {
    return PROOFS.computeIfAbsent(exercise.id(), _ -> new Proof(ROOT, exercise, TARGET));
  }

  private static Stream<DynamicTest> eachOfToday(Part part) throws IOException {
    var today = today();
    return each(part).filter(test -> today.contains(test.getDisplayName()));
  }

  private static List<Exercise> exercises() throws IOException {
    return Exercise.all(Exercise.lessons(ROOT)).stream()
        .filter(exercise -> ONLY.isEmpty() || exercise.id().equals(ONLY))
        .toList();
  }

  /** The names of the exercises of which everything is proved. */
  private static List<String> today() throws IOException {
    var names = exercises().stream().map(Exercise::id).toList();
    long day = LocalDate.now().toEpochDay();
    return names.stream().filter(name -> ALL || names.indexOf(name) % DAYS == day % DAYS).toList();
  }

  @Test
  void names_of_exercises_are_unique() throws IOException {
    assertThat(Exercise.all(Exercise.lessons(ROOT)))
        .extracting(Exercise::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_short_path_has_one_exercise_a_lesson_and_takes_two_hours() throws IOException {
    var path = Exercise.shortPath(ROOT);

    assertThat(path).extracting(Exercise::lesson).isEqualTo(Exercise.lessons(ROOT));
    assertThat(Exercise.minutes(path)).isBetween(110, 130);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.ko.md"})
  void the_readme_names_the_short_path_and_its_time(String name) throws IOException {
    var path = Exercise.shortPath(ROOT);
    var line = Files.readAllLines(ROOT.resolve(name)).stream().filter(l -> l.contains("◆"));

    assertThat(line)
        .singleElement()
        .asString()
        .contains(path.stream().map(each -> "`" + each.id() + "`").toList())
        .containsPattern("\\b" + Exercise.minutes(path) + "(?!\\d)");
  }

  @TestFactory
  Stream<DynamicTest> the_starter_fails_where_its_properties_say() throws IOException {
    return each(Proof::starter);
  }

  @TestFactory
  Stream<DynamicTest> the_solution_passes_on_one_core() throws IOException {
    return each(Proof::solutionOnOneCore);
  }

  @TestFactory
  Stream<DynamicTest> the_solution_passes_with_many_seeds() throws IOException {
    return eachOfToday(Proof::solutionWithManySeeds);
  }

  @TestFactory
  Stream<DynamicTest> solutions_in_other_languages_pass() throws IOException {
    return each(proof -> {
      var skipped = proof.skipped();
      Assumptions.assumeTrue(skipped.isEmpty(), skipped::toString);
      return proof.otherSolutions();
    });
  }

  @TestFactory
  Stream<DynamicTest> every_check_has_a_mutant_and_every_mutant_is_recognised() throws IOException {
    return each(Proof::mutants);
  }

  @TestFactory
  Stream<DynamicTest> no_fraud_passes() throws IOException {
    return eachOfToday(Proof::frauds);
  }

  @TestFactory
  Stream<DynamicTest> texts_exist_in_both_languages() throws IOException {
    return each(Proof::texts);
  }

  @TestFactory
  Stream<DynamicTest> the_report_of_the_starter_is_the_golden_one() throws IOException {
    return each(proof -> proof.reports(false));
  }

  @TestFactory
  Stream<DynamicTest> without_proc_the_verdicts_are_the_same() throws IOException {
    return eachOfToday(Proof::withoutKernel);
  }

  @TestFactory
  Stream<DynamicTest> without_proc_the_mutants_are_recognised() throws IOException {
    return each(Proof::mutantsWithoutKernel).filter(_ -> ALL);
  }
}
