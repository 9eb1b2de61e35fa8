package tcplessons.docs.faults;

import java.util.Optional;
import lombok.AccessLevel;
import lombok.With;
import tcplessons.grader.peers.Peer;

/**
 * A fault, and the specified outcome.
 *
 * @param broadcast what another client of the same server must receive, if anything
 * @param load the exchange of another client during the fault, if any
 */
@With(AccessLevel.PRIVATE)
record FaultCase(Peer peer, Outcome expected, Optional<String> broadcast, Optional<Exchange> load) {

  static FaultCase of(Peer peer, Outcome expected) {
    return new FaultCase(peer, expected, Optional.empty(), Optional.empty());
  }

  FaultCase broadcasting(String text) {
    return withBroadcast(Optional.of(text));
  }

  FaultCase under(Exchange exchange) {
    return withLoad(Optional.of(exchange));
  }
}
