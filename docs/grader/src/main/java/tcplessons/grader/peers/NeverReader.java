package tcplessons.grader.peers;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends without ever reading.
 *
 * @param message what it repeats
 * @param bytesMax how much it sends at most
 * @param waitLimit how long it waits without progress, after all is sent or while a write blocks
 * @param stopsWhenBlocked whether it stops as soon as a write blocks
 */
public record NeverReader(
    byte[] message, int bytesMax, Duration waitLimit, boolean stopsWhenBlocked) implements Peer {

  /** Small, so that a short response fills it. */
  private static final int RECEIVE_BUFFER_BYTES = 4096;

  /** A write that makes no progress for this long is blocked. */
  private static final long BLOCKED_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Duration INTERVAL = Duration.ofMillis(20);

  @Override
  public void configure(Socket socket) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
  }

  @Override
  public PeerResult run(Socket socket) throws IOException {
    long start = System.nanoTime();
    var sent = new AtomicLong();
    var writer =
        Thread.startVirtualThread(() -> {
          try {
            // tag::send[]
            while (sent.get() < bytesMax) {
              socket.getOutputStream().write(message); // <1>
              sent.addAndGet(message.length);
            }
            probe(socket); // <2>
            // end::send[]
          } catch (IOException _) {
            // RST: nothing else ends a write while the peer's host is alive
          }
        });
    long progress = awaitEnd(writer, sent);
    long end = System.nanoTime();
    return new PeerResult(
        "",
        writer.isAlive() ? PeerResult.Ending.OPEN : PeerResult.Ending.RST,
        writer.isAlive() && sent.get() < bytesMax && end - progress > BLOCKED_NANOS,
        Duration.ofNanos(end - start),
        Duration.ofNanos(end - progress));
  }

  /** Sends a byte from time to time: only a write reports that the connection was reset. */
  private void probe(Socket socket) throws IOException {
    try {
      while (!socket.isClosed()) {
        Thread.sleep(INTERVAL);
        socket.getOutputStream().write(message, 0, 1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the time of the last progress, once the connection has ended or a limit is reached. */
  private long awaitEnd(Thread writer, AtomicLong sent) {
    long before = 0;
    long progress = System.nanoTime();
    boolean waits = true;
    try {
      while (waits && !writer.join(INTERVAL)) {
        if (sent.get() != before) {
          before = sent.get();
          progress = System.nanoTime();
        }
        long idle = System.nanoTime() - progress;
        boolean isBlocked = sent.get() < bytesMax && idle > BLOCKED_NANOS;
        waits = idle < waitLimit.toNanos() && !(stopsWhenBlocked && isBlocked);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return progress;
  }
}
