package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A well-behaved client that repeats its exchange during a fault, until it is closed. */
final class BackgroundClient implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(30);

  private final Exchange exchange;
  private final int port;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Thread thread;
  private volatile boolean closed;
  private volatile int completed;
  private volatile String failure;

  private BackgroundClient(Exchange exchange, int port) {
    this.exchange = exchange;
    this.port = port;
  }

  static BackgroundClient start(Exchange exchange, int port) {
    var client = new BackgroundClient(exchange, port);
    client.thread = Thread.startVirtualThread(client::repeat);
    return client;
  }

  private void repeat() {
    try {
      while (!closed && failure == null) {
        exchange.performAt(port);
        completed++;
        first.countDown();
        Thread.sleep(PAUSE);
      }
    } catch (IOException e) {
      failure = e.getMessage();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      first.countDown();
    }
  }

  /** Returns after the first exchange. */
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** The number of exchanges that were as expected. */
  int completed() {
    return completed;
  }

  /** The message of the exchange that was not. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Waits for the end of the current exchange. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
