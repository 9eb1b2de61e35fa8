package tcplessons.docs.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.Peer;
import tcplessons.grader.peers.PeerResult;

/**
 * How clients use a server that sends to all clients what one of them sends.
 *
 * @param greets whether the server greets every new client
 */
record BroadcastExchanges(boolean greets) {

  /** What well-behaved clients send; no peer sends anything similar. */
  static final String PING_PATTERN = "ping-\\d+\n";

  private static final AtomicInteger PINGS = new AtomicInteger();
  private static final String GREETING = "* welcome";

  /** Connects a client, and returns when the server has registered it. */
  BroadcastClient join(int port) throws IOException {
    var client = new BroadcastClient(connect(port));
    if (greets) {
      awaitGreeting(client);
    } else {
      try (var helper = new BroadcastClient(connect(port))) {
        ping(helper, client, "");
      }
    }
    return client;
  }

  /** Two clients: the second receives what the first sends; then both close. */
  Exchange pingBetweenTwo() {
    return socket -> {
      var one = new BroadcastClient(socket);
      try (var other = new BroadcastClient(connect(socket.getPort()))) {
        if (greets) {
          awaitGreeting(one);
          awaitGreeting(other);
        }
        ping(one, other, greets ? ": " : "");
        one.leave();
        other.leave();
      }
    };
  }

  /** Sends until it is interrupted, to all other clients. */
  static Exchange endless() {
    var piece = "noise ".repeat(1000).getBytes(ISO_8859_1);
    return socket -> {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          socket.getOutputStream().write(piece);
          Thread.sleep(1);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Sends a ping again and again, as the server may not have registered the receiver yet. */
  private static void ping(BroadcastClient sender, BroadcastClient receiver, String prefix)
      throws IOException {
    var ping = "ping-" + PINGS.incrementAndGet() + "\n";
    for (int i = 0; i < Waiting.LIMIT.dividedBy(BroadcastClient.READ_TIMEOUT); i++) {
      sender.send(ping);
      if (receiver.receives(prefix + ping, BroadcastClient.READ_TIMEOUT)) {
        return;
      }
    }
    throw new Exchange.UnexpectedResponse(
        new PeerResult(receiver.received(), PeerResult.Ending.OPEN, Waiting.LIMIT));
  }

  private static void awaitGreeting(BroadcastClient client) throws IOException {
    if (!client.receives(GREETING, Waiting.LIMIT)) {
      throw new IOException("no greeting");
    }
  }

  private static Socket connect(int port) throws IOException {
    return Peer.connected(new Socket(), port);
  }
}
