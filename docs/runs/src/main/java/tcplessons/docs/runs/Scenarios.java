package tcplessons.docs.runs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All runs of all lessons, in the order of the pages. */
final class Scenarios {

  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.of(Lesson01Runs.all()).flatMap(List::stream).toList();
  }

  static Optional<Scenario> named(String id) {
    return all().stream().filter(scenario -> scenario.id().equals(id)).findFirst();
  }
}
