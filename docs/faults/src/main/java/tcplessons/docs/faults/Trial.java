package tcplessons.docs.faults;

import java.util.Optional;

/**
 * A peer, and what is specified to become of it.
 *
 * @param told what another client of the same room must hear of it
 * @param meanwhile what somebody else does all the time
 */
record Trial(Peer peer, Outcome expected, Optional<String> told, Optional<Exchange> meanwhile) {

  static Trial of(Peer peer, Outcome expected) {
    return new Trial(peer, expected, Optional.empty(), Optional.empty());
  }

  Trial tells(String text) {
    return new Trial(peer, expected, Optional.of(text), meanwhile);
  }

  Trial whileThereIs(Exchange talk) {
    return new Trial(peer, expected, told, Optional.of(talk));
  }
}
