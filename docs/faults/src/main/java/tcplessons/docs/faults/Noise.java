package tcplessons.docs.faults;

import java.io.IOException;
import java.util.Optional;

/** Somebody who talks until this is closed. */
final class Noise implements AutoCloseable {

  private final Optional<Thread> thread;

  Noise(Optional<Exchange> talk, int port) {
    thread = talk.map(exchange -> Thread.startVirtualThread(() -> talk(exchange, port)));
  }

  private static void talk(Exchange exchange, int port) {
    try {
      exchange.holdAt(port);
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
