package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.PeerResult;
import tcplessons.grader.peers.TcpTable;

/**
 * Stops the server with a signal while clients use it.
 *
 * @param signal TERM or INT
 */
record Shutdown(String signal, ServerProcess server, ServerSpec spec) {

  private static final int ACTIVE_CLIENTS = 10;
  private static final int IDLE_CLIENTS = 3;
  private static final Duration ACCEPT_TIME = Duration.ofMillis(20);

  /** A server may complete requests in flight; lesson 04 takes up to 5 s. */
  private static final Duration EXIT_TIME_MAX = Duration.ofSeconds(15);

  /** Returns what was not as specified. */
  List<String> run() throws IOException, InterruptedException {
    var violations = new ArrayList<String>();
    var active = new ArrayList<BackgroundClient>();
    var idle = new ArrayList<Socket>();
    try {
      for (int i = 0; i < ACTIVE_CLIENTS; i++) {
        active.add(BackgroundClient.start(spec.wellBehavedExchange(), server.port()));
      }
      for (var client : active) {
        client.awaitFirst();
        client.failure().ifPresent(violations::add);
      }
      for (int i = 0; i < IDLE_CLIENTS; i++) {
        connectAccepted(idle);
      }
      if (spec.inFlight().isPresent()) {
        idle.addFirst(spec.wellBehavedExchange().connect(server.port()));
        spec.inFlight().get().begin(idle.getFirst());
      }
      // tag::run[]
      server.signal(signal); // <1>
      if (spec.inFlight().isPresent()) {
        awaitListenerClosed();
        spec.inFlight().get().finish(idle.getFirst()); // <2>
      }
      int code = server.exitCode(EXIT_TIME_MAX);
      if (code != 0) {
        violations.add("exit code " + code); // <3>
      }
      for (var client : idle) {
        var result = PeerResult.receive(client, Waiting.LIMIT);
        if (result.ending() == PeerResult.Ending.OPEN) { // <4>
          violations.add("a connection outlives the server: " + result);
        }
      }
      // end::run[]
    } finally {
      active.forEach(BackgroundClient::close);
      for (var client : idle) {
        client.close();
      }
    }
    return violations;
  }

  private void awaitListenerClosed() {
    Waiting.until("the listener is closed", () -> !TcpTable.read().listens(server.port()));
  }

  /** Connects until the server has accepted: a server at its limit of connections may refuse. */
  private void connectAccepted(List<Socket> clients) {
    Waiting.untilRarely(
        "accepted",
        () -> {
          var client = spec.wellBehavedExchange().connect(server.port());
          clients.add(client);
          Thread.sleep(ACCEPT_TIME);
          return TcpTable.read().isAccepted(server.port(), client.getLocalPort());
        });
  }
}
