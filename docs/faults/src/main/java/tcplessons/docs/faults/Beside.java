package tcplessons.docs.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A well-behaved client beside the others: it converses again and again, until this is closed. */
final class Beside implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(30);

  private final Exchange exchange;
  private final int port;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean over;
  private volatile int count;
  private volatile String failure;

  Beside(Exchange exchange, int port) {
    this.exchange = exchange;
    this.port = port;
    thread = Thread.startVirtualThread(this::converse);
  }

  private void converse() {
    try {
      while (!over && failure == null) {
        exchange.holdAt(port);
        count++;
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

  /** Returns when the first conversation is over. */
  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** How many conversations were as they must be. */
  int count() {
    return count;
  }

  /** What went wrong in the first one that was not. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Lets it finish the conversation that it is holding. */
  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
