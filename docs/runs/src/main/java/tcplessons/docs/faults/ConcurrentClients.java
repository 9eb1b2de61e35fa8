package tcplessons.docs.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tcplessons.docs.kit.Waiting;

/**
 * Clients that are connected at the same time: their exchanges begin when all are connected.
 *
 * @param exchange of each client
 */
record ConcurrentClients(int count, Exchange exchange) {

  /** Returns one line for each client whose exchange failed. */
  List<String> run(int port) {
    var failures = Collections.synchronizedList(new ArrayList<String>());
    var connected = new CountDownLatch(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // tag::run[]
      for (int i = 0; i < count; i++) {
        threads.execute(() -> {
          try (var socket = exchange.connect(port)) {
            connected.countDown();
            connected.await(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS); // <1>
            exchange.perform(socket); // <2>
          } catch (IOException e) {
            failures.add(e.getMessage());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
      }
      // end::run[]
    }
    return List.copyOf(failures);
  }
}
