package tcplessons.docs.faults;

import java.io.IOException;
import java.util.Optional;

/** Another client of the peer's room, who must hear what the peer says; nobody elsewhere. */
final class Witness implements AutoCloseable {

  private final Optional<Room.Member> member;
  private final Optional<String> told;

  Witness(Row row, Trial trial, int port) throws IOException {
    told = trial.told();
    member =
        told.isPresent() ? Optional.of(row.room().orElseThrow().enter(port)) : Optional.empty();
  }

  Optional<String> objection() throws IOException {
    if (member.isEmpty() || member.get().heardBetweenPings(told.get(), Peer.PATIENCE)) {
      return Optional.empty();
    }
    return Optional.of("the others do not hear what it says");
  }

  @Override
  public void close() throws IOException {
    if (member.isPresent()) {
      member.get().close();
    }
  }
}
