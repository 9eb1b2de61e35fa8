package tcplessons.broadcast;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends the bytes of each client to all other clients, and never back to the sender. */
@Command(
    name = "broadcast",
    description = "What one client sends goes to all others, byte for byte.")
final class Broadcast implements Callable<Integer> {

  /** Most clients send little at a time, and each has a buffer of its own. */
  private static final int BUFFER_BYTES = 1024;

  /** The buffer of a client that sends a lot; the smallest send queue has room for one. */
  private static final int BUFFER_BYTES_MAX =
      ClientLimits.MAX_QUEUED_BYTES_MIN - Outbox.MESSAGE_OVERHEAD_BYTES;

  @Mixin ListenOptions listen = new ListenOptions(1337);
  @Mixin ClientLimits limits = new ClientLimits();

  @Option(names = "--naive", description = "Write to one client after the other: the wrong way.")
  boolean naive;

  PrintStream out = System.out;
  PrintStream err = System.err;

  private final Set<ClientConnection> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clientCount = new AtomicInteger();

  Broadcast() {
    listen.host = "0.0.0.0"; // as the original does
  }

  @Override
  public Integer call() throws IOException {
    var listener = naive ? listen.openDualStack() : listen.open();
    TcpServer.ConnectionHandler handler = naive ? new NaiveBroadcast(out) : this::broadcast;
    try (var server = new TcpServer(listener, limits.maxClients, handler, out, err)) {
      server.run();
    }
    return 0;
  }

  // tag::serve[]
  private void broadcast(Socket socket) throws IOException {
    try (var client = ClientConnection.open(socket, limits)) { // <1>
      clients.add(client);
      out.println(TcpServer.peer(socket) + " joined, " + clientCount.incrementAndGet() + " here");
      try {
        var buffer = new byte[BUFFER_BYTES];
        // No idle timeout: a client that only receives is normal.
        for (int count = client.read(buffer); count != -1; count = client.read(buffer)) {
          sendToOthers(client, Arrays.copyOf(buffer, count)); // <2>
          if (count == BUFFER_BYTES) {
            buffer = new byte[BUFFER_BYTES_MAX]; // <3>
          }
        }
      } finally {
        clients.remove(client); // <4>
        out.println(TcpServer.peer(socket) + " left, " + clientCount.decrementAndGet() + " here");
      }
    } // <5>
  }

  // end::serve[]

  // tag::others[]
  private void sendToOthers(ClientConnection sender, byte[] message) {
    for (var client : clients) {
      if (client != sender) {
        client.send(message); // <1>
      }
    }
  }
  // end::others[]
}
