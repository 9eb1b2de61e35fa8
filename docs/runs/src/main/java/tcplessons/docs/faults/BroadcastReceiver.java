package tcplessons.docs.faults;

import java.io.IOException;
import java.util.Optional;
import tcplessons.docs.kit.Waiting;

/** Another client of the server, which must receive what the peer sends, if the case says so. */
final class BroadcastReceiver implements AutoCloseable {

  private final Optional<BroadcastClient> client;
  private final Optional<String> expected;

  private BroadcastReceiver(Optional<BroadcastClient> client, Optional<String> expected) {
    this.client = client;
    this.expected = expected;
  }

  static BroadcastReceiver join(ServerSpec spec, FaultCase faultCase, int port) throws IOException {
    return new BroadcastReceiver(
        faultCase.broadcast().isPresent()
            ? Optional.of(spec.broadcast().orElseThrow().join(port))
            : Optional.empty(),
        faultCase.broadcast());
  }

  Optional<String> violation() throws IOException {
    return client.isEmpty() || client.get().receivesBetweenPings(expected.get(), Waiting.LIMIT)
        ? Optional.empty()
        : Optional.of("the other clients do not receive what it sends");
  }

  @Override
  public void close() throws IOException {
    if (client.isPresent()) {
      client.get().close();
    }
  }
}
