package tcplessons.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every exercise is proved: see {@link Proof}. {@code -Dexercise=echo-lines} proves a single one.
 */
@Timeout(300)
class ExercisesTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path TARGET = Path.of("target/try").toAbsolutePath();

  private interface Part {
    List<String> problems(Proof proof) throws IOException;
  }

  private static Stream<DynamicTest> each(Part part) throws IOException {
    var only = System.getProperty("exercise", "");
    return Exercise.all(Exercise.lessons(ROOT)).stream()
        .filter(exercise -> only.isEmpty() || exercise.id().equals(only))
        .map(exercise ->
            DynamicTest.dynamicTest(
                exercise.id(),
                () -> assertThat(part.problems(new Proof(ROOT, exercise, TARGET))).isEmpty()));
  }

  @Test
  void names_of_exercises_are_unique() throws IOException {
    assertThat(Exercise.all(Exercise.lessons(ROOT)))
        .extracting(Exercise::id)
        .doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> the_starter_fails_where_its_properties_say() throws IOException {
    return each(Proof::starter);
  }

  @TestFactory
  Stream<DynamicTest> the_solution_passes_with_many_seeds_and_on_one_core() throws IOException {
    return each(Proof::solution);
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
    return each(Proof::frauds);
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
    return each(Proof::withoutKernel);
  }
}
