package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lowers the number of files that the server's process may have open until it can accept nobody,
 * and raises it again.
 *
 * @param exchange for which one connection is enough
 * @param dials whether the server needs a second descriptor for each client: with only one left it
 *     accepts, cannot dial, and resets the client, who then does not wait in the backlog
 */
record Starvation(ServerProcess server, Exchange exchange, boolean dials) {

  private static final int LEFT = 8;
  private static final int CLIENTS = 3 * LEFT;
  private static final int PLENTY = 4096;
  private static final Duration SETTLED = Duration.ofMillis(200);
  private static final Duration SPELL = Duration.ofSeconds(1);

  /**
   * Time on a processor within a spell. A loop with a pause needs a fiftieth of the spell at most;
   * one without takes what it can get, which is more than this until some thirty others want it.
   */
  private static final Duration BUSY = SPELL.dividedBy(16);

  private static final String COMPLAINT = "accept: Too many open files";

  // tag::play[]
  /** Returns what was not as it must be. */
  List<String> play() throws IOException, InterruptedException {
    int usual = server.descriptors();
    var objections = new ArrayList<String>();
    var clients = new ArrayList<Socket>();
    try (var early = exchange.connect(server.port())) {
      awaitAccepted(early);
      awaitSettled();
      server.limitDescriptors(server.descriptors() + LEFT); // <1>
      for (int i = 0; i < CLIENTS; i++) {
        come(clients);
      }
      ServerProcess.await(Peer.PATIENCE, COMPLAINT, () -> server.err().contains(COMPLAINT));
      exchange.hold(early); // <2>
      rests().ifPresent(objections::add); // <3>
      come(clients);
      server.limitDescriptors(PLENTY); // <4>
      if (dials) {
        exchange.holdAt(server.port());
      } else {
        exchange.hold(clients.getLast());
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
    ServerProcess.await(
        Peer.PATIENCE, "descriptors given back", () -> server.descriptors() <= usual);
    return objections;
  }

  // end::play[]

  private void come(List<Socket> clients) throws IOException {
    try {
      clients.add(exchange.connect(server.port()));
    } catch (SocketException e) {
      if (!dials) {
        throw e;
      }
    }
  }

  private void awaitAccepted(Socket client) {
    ServerProcess.awaitRarely(
        Peer.PATIENCE, "accepted", () -> TcpTable.isAccepted(server.port(), client.getLocalPort()));
  }

  /** What it does at the beginning of a conversation is done with descriptors enough. */
  private void awaitSettled() throws IOException, InterruptedException {
    int last = -1;
    for (int next = server.descriptors(); next != last; next = server.descriptors()) {
      last = next;
      Thread.sleep(SETTLED);
    }
  }

  /** A server that can accept nobody must wait, not try without a pause. */
  private Optional<String> rests() throws InterruptedException {
    var before = server.cpu();
    Thread.sleep(SPELL);
    var busy = server.cpu().minus(before);
    return busy.compareTo(BUSY) > 0
        ? Optional.of("busy for %d ms of %d".formatted(busy.toMillis(), SPELL.toMillis()))
        : Optional.empty();
  }
}
