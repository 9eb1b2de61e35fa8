package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tcplessons.docs.kit.Waiting;
import tcplessons.grader.peers.TcpTable;

/**
 * Lowers the server's limit of open files until accept() fails, and raises it again.
 *
 * @param exchange one that needs a single connection
 * @param isProxy whether the server needs a second descriptor for each client. With one descriptor
 *     left a proxy accepts, cannot connect to its upstream, and resets the client, which then does
 *     not wait in the backlog
 */
record DescriptorExhaustion(ServerProcess server, Exchange exchange, boolean isProxy) {

  private static final int FREE_DESCRIPTORS = 8;
  private static final int CLIENT_COUNT = 3 * FREE_DESCRIPTORS;
  private static final int RAISED_LIMIT = 4096;
  private static final Duration SETTLE_TIME = Duration.ofMillis(200);
  private static final Duration CPU_INTERVAL = Duration.ofSeconds(1);
  private static final int CPU_INTERVALS = 3;

  /**
   * CPU time in the interval. An accept loop with back-off needs at most a fiftieth of it; a loop
   * without takes more than this unless some thirty other threads compete.
   */
  private static final Duration CPU_TIME_MAX = CPU_INTERVAL.dividedBy(16);

  private static final String ERROR = "accept: Too many open files";

  /** Returns what was not as specified. */
  List<String> run() throws IOException, InterruptedException {
    int before = server.descriptors();
    var violations = new ArrayList<String>();
    var clients = new ArrayList<Socket>();
    try (var early = exchange.connect(server.port())) {
      awaitAccepted(early);
      awaitSettled();
      // tag::run[]
      server.limitDescriptors(server.descriptors() + FREE_DESCRIPTORS); // <1>
      for (int i = 0; i < CLIENT_COUNT; i++) {
        connect(clients);
      }
      Waiting.until(ERROR, () -> server.err().contains(ERROR));
      exchange.perform(early); // <2>
      backOff().ifPresent(violations::add); // <3>
      connect(clients);
      server.limitDescriptors(RAISED_LIMIT); // <4>
      if (isProxy) {
        exchange.performAt(server.port());
      } else {
        exchange.perform(clients.getLast());
      }
      // end::run[]
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
    Waiting.until("descriptors are released", () -> server.descriptors() <= before);
    return violations;
  }

  private void connect(List<Socket> clients) throws IOException {
    try {
      clients.add(exchange.connect(server.port()));
    } catch (SocketException e) {
      if (!isProxy) {
        throw e;
      }
    }
  }

  private void awaitAccepted(Socket client) {
    Waiting.untilRarely(
        "accepted", () -> TcpTable.read().isAccepted(server.port(), client.getLocalPort()));
  }

  /** Opening a connection may take more descriptors for a moment: class files, for example. */
  private void awaitSettled() throws IOException, InterruptedException {
    int last = -1;
    for (int next = server.descriptors(); next != last; next = server.descriptors()) {
      last = next;
      Thread.sleep(SETTLE_TIME);
    }
  }

  /**
   * While accept() fails, the server must wait between two calls. It may be busy with something
   * else in one interval, but a loop without back-off is busy in each of them.
   */
  private Optional<String> backOff() throws InterruptedException {
    var used = Duration.ZERO;
    for (int interval = 0; interval < CPU_INTERVALS; interval++) {
      var before = server.cpuTime();
      Thread.sleep(CPU_INTERVAL);
      used = server.cpuTime().minus(before);
      if (used.compareTo(CPU_TIME_MAX) <= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "%d ms of CPU time in %d ms".formatted(used.toMillis(), CPU_INTERVAL.toMillis()));
  }
}
