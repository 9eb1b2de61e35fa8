package tcplessons.grader;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of an attempt.
 *
 * @param reasons that the checks have given
 * @param notChecked what this system does not show: keys of the words
 */
record Verdict(
    Exercise exercise,
    List<Result> results,
    Optional<Failure> failure,
    long seed,
    Duration time,
    Set<String> reasons,
    Set<String> notChecked) {

  enum State {
    PASSED,
    FAILED,
    /** The machine was too busy for what the check measures. */
    NOT_JUDGED,
    NOT_RUN
  }

  /** Of one check, by its English name. */
  record Result(String check, State state) {}

  /**
   * The first check that failed.
   *
   * @param packets of this check; empty if this system does not let the grader capture them
   * @param mutant whose mistake it looks like
   * @param arguments with which the program was started; empty if the grader did not start it
   * @param stderr what the program printed on it during the check
   */
  record Failure(
      String check,
      Deviation deviation,
      List<Event> events,
      Optional<List<Packet>> packets,
      Optional<Mutant> mutant,
      List<String> arguments,
      String stderr) {

    boolean isOfOneConnection() {
      return events.stream().map(Event::who).filter(who -> !who.isEmpty()).distinct().count() < 2;
    }
  }

  /** How many checks after "starts" have passed before the first one that has not. */
  int reached() {
    var passed = results.stream().skip(1).takeWhile(result -> result.state() == State.PASSED);
    return (int) passed.count();
  }

  /** A check that was not judged does not pass: it has to be graded again. */
  boolean passed() {
    return failure.isEmpty() && !notJudged();
  }

  boolean isNotJudged(String check) {
    return results.contains(new Result(check, State.NOT_JUDGED));
  }

  boolean notJudged() {
    return results.stream().anyMatch(result -> result.state() == State.NOT_JUDGED);
  }
}
