package tcplessons.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/**
 * The moment at which a connection is closed, unless it is moved before: for waits that end with
 * nobody to answer. A virtual thread sleeps until then. To move the deadline is to set a variable:
 * the sleeper looks at it when it wakes, and sleeps again. So it costs next to nothing, and an
 * earlier deadline than the one slept for is noticed late, by less than the idle time.
 */
@RequiredArgsConstructor
final class Deadline implements Runnable {

  private final Socket socket;
  private final Limits limits;
  private volatile long at;
  private volatile boolean writing;
  private volatile boolean passed;

  /** The next request, or the first, may take so long to begin. */
  void forIdleness() {
    set(limits.idleTime().toNanos(), false);
  }

  /** What is read now has limits of its own, which come first. */
  void forReading() {
    set(Duration.ofDays(1).toNanos(), false);
  }

  /** So many bytes are going to be written; the kernel takes what the peer does not take yet. */
  void forWriting(int bytes) {
    long earned = SECONDS.toNanos(bytes) / limits.bytesPerSecond();
    set(limits.writeTime().toNanos() + earned, true);
  }

  /** Whether the connection was closed for it. */
  boolean hasPassed() {
    return passed;
  }

  private void set(long nanos, boolean forWriting) {
    writing = forWriting;
    at = System.nanoTime() + nanos;
  }

  /** Returns when the connection is over: interrupted, or because it closed it. */
  // tag::run[]
  @Override
  public void run() {
    try {
      for (long left = left(); left > 0; left = left()) {
        long step = Math.min(left, limits.idleTime().toNanos());
        Thread.sleep(Duration.ofNanos(step)); // <1>
      }
      passed = true;
      socket.setSoLinger(writing, 0); // <2>
      socket.close(); // <3>
    } catch (InterruptedException | IOException _) {
      // the connection is over already
    }
  }

  private long left() {
    return at - System.nanoTime();
  }
  // end::run[]
}
