package tcplessons.docs.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.With;
import tcplessons.docs.faults.Outcome.Answered;

/**
 * A server of the matrix.
 *
 * @param step how to start it
 * @param upstream what it needs to be running: a tap needs a server
 * @param room where clients hear each other, if they do
 * @param good what a well-behaved client does
 * @param single the same where there is room for one connection only
 * @param finishes what it ends in order though it is stopped in the middle of it
 * @param growth bytes of heap that it may keep of what it was told, for good
 * @param trials the peers, and what becomes of them
 */
@With(AccessLevel.PRIVATE)
record Row(
    Step step,
    Optional<Step> upstream,
    Optional<Room> room,
    Exchange good,
    Exchange single,
    Optional<Exchange.Invited> finishes,
    long growth,
    Map<Column, Trial> trials) {

  static Row of(Step step, Exchange good) {
    return new Row(
        step,
        Optional.empty(),
        Optional.empty(),
        good,
        good,
        Optional.empty(),
        Vitals.GROWTH,
        new EnumMap<>(Column.class));
  }

  Row behind(Step server) {
    return withUpstream(Optional.of(server));
  }

  Row in(Room where, Exchange alone) {
    return withRoom(Optional.of(where)).withSingle(alone);
  }

  Row alone(Exchange exchange) {
    return withSingle(exchange);
  }

  Row remembers(long bytes) {
    return withGrowth(bytes);
  }

  Row finishes(Exchange.Invited exchange) {
    return withFinishes(Optional.of(exchange));
  }

  Row bears(Column column, Trial trial) {
    trials.put(column, trial);
    return this;
  }

  Row bears(Column column, Peer peer, Outcome expected) {
    return bears(column, Trial.of(peer, expected));
  }

  /** What is specified to become of a peer. */
  Survival.Cell cell(Column column) {
    var trial = trials.get(column);
    var outcome = trial == null ? new Outcome.Process(column) : trial.expected();
    boolean passedOn = trial != null && trial.told().isPresent() && outcome instanceof Answered;
    return new Survival.Cell(column.key(), passedOn ? "passed-on" : outcome.key(), outcome.limit());
  }

  String id() {
    return step.id();
  }
}
