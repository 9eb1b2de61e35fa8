package tcplessons.docs.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scenarios of all lessons, in the order of the pages.
 *
 * <p>A scenario starts programs on a testbed, waits for lines, types input, sends signals, and
 * waits for exits: see {@link Lesson01Runs}. It has to wait for everything that the run must
 * contain, the last line of a server too. An action of one program must follow an event of another,
 * not a pause, or else a replay differs.
 *
 * <p>A host that dies needs {@link TwoHosts}.
 */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.of(
            Lesson01Runs.all(),
            Lesson02Runs.all(),
            Lesson03Runs.all(),
            Lesson03NetworkRuns.all(),
            Lesson04Runs.all(),
            Lesson05Runs.all(),
            Lesson06Runs.all(),
            FailurePageRuns.all())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<Scenario> named(String id) {
    return all().stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}
