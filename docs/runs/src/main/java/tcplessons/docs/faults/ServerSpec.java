package tcplessons.docs.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.With;
import tcplessons.docs.faults.Outcome.Answered;
import tcplessons.docs.model.FaultMatrix;
import tcplessons.grader.peers.Peer;

/**
 * A server of the matrix, and what is specified for each fault.
 *
 * @param upstream the server that must run for this one: a proxy needs it
 * @param broadcast how its clients reach each other, if they do
 * @param wellBehavedExchange the exchange of a well-behaved client
 * @param singleConnectionExchange the exchange of a well-behaved client that opens one connection
 *     only
 * @param inFlight an exchange that the server completes although it is stopped during it
 * @param heapGrowthBytes how much heap it may keep
 * @param cases the faults that a peer causes
 */
@With(AccessLevel.PRIVATE)
record ServerSpec(
    ServerStep step,
    Optional<ServerStep> upstream,
    Optional<BroadcastExchanges> broadcast,
    Exchange wellBehavedExchange,
    Exchange singleConnectionExchange,
    Optional<Exchange.ExpectContinue> inFlight,
    long heapGrowthBytes,
    Map<Fault, FaultCase> cases) {

  static ServerSpec of(ServerStep step, Exchange wellBehavedExchange) {
    return new ServerSpec(
        step,
        Optional.empty(),
        Optional.empty(),
        wellBehavedExchange,
        wellBehavedExchange,
        Optional.empty(),
        ResourceGrowth.HEAP_BYTES_MAX,
        new EnumMap<>(Fault.class));
  }

  ServerSpec proxyFor(ServerStep server) {
    return withUpstream(Optional.of(server));
  }

  ServerSpec broadcasting(BroadcastExchanges broadcast, Exchange exchange) {
    return withBroadcast(Optional.of(broadcast)).withSingleConnectionExchange(exchange);
  }

  ServerSpec withSingleConnection(Exchange exchange) {
    return withSingleConnectionExchange(exchange);
  }

  ServerSpec withHeapGrowth(long bytes) {
    return withHeapGrowthBytes(bytes);
  }

  ServerSpec completing(Exchange.ExpectContinue exchange) {
    return withInFlight(Optional.of(exchange));
  }

  ServerSpec expects(Fault fault, FaultCase faultCase) {
    cases.put(fault, faultCase);
    return this;
  }

  ServerSpec expects(Fault fault, Peer peer, Outcome expected) {
    return expects(fault, FaultCase.of(peer, expected));
  }

  /** The cell of the matrix if the outcome is as specified. */
  FaultMatrix.Cell cell(Fault fault) {
    var faultCase = cases.get(fault);
    var outcome = faultCase == null ? new Outcome.ProcessFault(fault) : faultCase.expected();
    boolean isBroadcast =
        faultCase != null && faultCase.broadcast().isPresent() && outcome instanceof Answered;
    return new FaultMatrix.Cell(
        fault.key(), isBroadcast ? "passed-on" : outcome.key(), outcome.limit());
  }

  String id() {
    return step.id();
  }
}
