package tcplessons.docs.faults;

import java.io.IOException;
import java.util.Optional;

/** A client that sends during a fault until it is closed, if the fault needs one. */
final class BackgroundLoad implements AutoCloseable {

  private final Optional<Thread> thread;

  private BackgroundLoad(Optional<Thread> thread) {
    this.thread = thread;
  }

  static BackgroundLoad start(Optional<Exchange> exchange, int port) {
    return new BackgroundLoad(
        exchange.map(load -> Thread.startVirtualThread(() -> perform(load, port))));
  }

  private static void perform(Exchange exchange, int port) {
    try {
      exchange.performAt(port);
    } catch (IOException _) {
      // interrupted
    }
  }

  @Override
  public void close() {
    try {
      if (thread.isPresent()) {
        thread.get().interrupt();
        thread.get().join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
