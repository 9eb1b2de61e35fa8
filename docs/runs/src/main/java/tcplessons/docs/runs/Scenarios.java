package tcplessons.docs.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All runs of all lessons, in the order of the pages.
 *
 * <p>A scenario starts programs on a stage, waits for lines, types, sends signals, and waits for
 * ends: see {@link Lesson01Runs}. Whatever must be in the record has to be awaited, the last line
 * of a server too. What one program does must follow from what another did, not from how long it
 * took, or else the next playing differs.
 *
 * <p>One whose host has to die is played between two machines: see {@link Machines}.
 */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.of(
            Lesson01Runs.all(),
            Lesson02Runs.all(),
            Lesson03Runs.all(),
            Lesson04Runs.all(),
            Lesson05Runs.all(),
            Lesson06Runs.all(),
            AtlasRuns.all())
        .flatMap(List::stream)
        .toList();
  }

  static Optional<Scenario> named(String id) {
    return all().stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}
