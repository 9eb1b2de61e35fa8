package tcplessons.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;

/**
 * Closes a connection at a certain time, unless that time is moved before: for waits that have no
 * timeout of their own, such as a {@code write} that blocks because the client does not read.
 *
 * <p>It is one entry in a timer that all connections share. Moving the deadline sets a variable and
 * no timer; the timer's task compares it with the clock and schedules itself again. So a deadline
 * that is moved to an earlier time is noticed late, by at most {@link Limits#idleTime}.
 */
@RequiredArgsConstructor
final class Deadline implements AutoCloseable {

  private final Socket socket;
  private final Limits limits;
  private volatile long expiresAt;
  private volatile boolean writing;
  private volatile boolean expired;

  private Future<?> timer;
  private boolean closed;

  /** For the next request, or the first, to begin. */
  void forIdle() {
    set(limits.idleTime.toNanos(), false);
  }

  /** Reads of a request have limits of their own, which are shorter. */
  void forReading() {
    set(Duration.ofDays(1).toNanos(), false);
  }

  /** For the client to receive this many bytes, apart from those that the kernel buffers. */
  void forWriting(int bytes) {
    long extension = SECONDS.toNanos(bytes) / limits.bytesPerSecond;
    set(limits.writeTime.toNanos() + extension, true);
  }

  /** Whether it has closed the connection. */
  boolean hasExpired() {
    return expired;
  }

  private void set(long nanos, boolean forWriting) {
    writing = forWriting;
    expiresAt = Scheduler.SYSTEM.nanoTime() + nanos;
  }

  /** Starts the timer. */
  // tag::timer[]
  synchronized void start() {
    long left = expiresAt - Scheduler.SYSTEM.nanoTime();
    var delay = Duration.ofNanos(Math.clamp(left, 0, limits.idleTime.toNanos()));
    if (!closed) {
      timer = Scheduler.SYSTEM.schedule(delay, this::check); // <1>
    }
  }

  private void check() {
    if (expiresAt - Scheduler.SYSTEM.nanoTime() > 0) {
      start(); // <2>
      return;
    }
    expired = true;
    try {
      socket.setSoLinger(writing, 0); // <3>
      socket.close(); // <4>
    } catch (IOException _) {
      // The connection has been closed in the meantime.
    }
  }

  // end::timer[]

  /** Stops the timer. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
  }
}
