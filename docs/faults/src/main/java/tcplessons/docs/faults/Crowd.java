package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Many clients at once: they all connect, and when the last one is connected they all converse.
 *
 * @param size how many
 * @param exchange what each of them does
 */
record Crowd(int size, Exchange exchange) {

  private static final Duration ALL_CONNECTED = Duration.ofSeconds(30);

  // tag::meet[]
  /** Returns what went wrong, one line for each client that was not served as it must be. */
  List<String> meet(int port) {
    var wrong = Collections.synchronizedList(new ArrayList<String>());
    var connected = new CountDownLatch(size);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < size; i++) {
        threads.execute(() -> {
          try (var socket = exchange.connect(port)) {
            connected.countDown();
            connected.await(ALL_CONNECTED.toSeconds(), TimeUnit.SECONDS); // <1>
            exchange.hold(socket);
          } catch (IOException e) {
            wrong.add(e.getMessage());
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
      }
    }
    return List.copyOf(wrong);
  }
  // end::meet[]
}
