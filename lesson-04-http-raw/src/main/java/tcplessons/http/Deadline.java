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

  /**
   * After its time, a deadline waits this long for the connection's thread: the process may have
   * been stopped (SIGSTOP, a debugger, a suspended computer) while data arrived or was sent.
   */
  private static final Duration GRACE = Duration.ofMillis(200);

  private final Socket socket;
  private final Limits limits;
  private volatile long expiresAt;
  private volatile boolean writing;
  private volatile boolean idle;
  private volatile boolean expired;

  /**
   * The expiry time for which {@link #GRACE} has begun. A check that finds it unchanged closes the
   * connection, unless a request has arrived.
   */
  private long expirySeenInGrace;

  private Future<?> timer;
  private boolean closed;

  /** Sets the deadline by which the next request, or the first, must begin. */
  void forIdle() {
    idle = true;
    set(limits.idleTime.toNanos(), false);
  }

  /** Sets a deadline of one day: {@link RequestReader} has shorter deadlines of its own. */
  void forReading() {
    idle = false;
    set(Duration.ofDays(1).toNanos(), false);
  }

  /**
   * Sets the deadline by which a write of this many bytes must return. It returns when the kernel's
   * send buffer has taken the last byte.
   */
  void forWriting(int bytes) {
    idle = false;
    long extension = SECONDS.toNanos(bytes) / limits.minBytesPerSecond;
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
  // tag::start[]
  synchronized void start() {
    long left = expiresAt - Scheduler.SYSTEM.nanoTime();
    var delay = Duration.ofNanos(Math.clamp(left, 0, limits.idleTime.toNanos())); // <1>
    schedule(delay);
  }

  private synchronized void schedule(Duration delay) {
    if (!closed) {
      timer = Scheduler.SYSTEM.schedule(delay, this::check); // <2>
    }
  }

  // end::start[]

  // tag::check[]
  private void check() {
    long expiry = expiresAt;
    if (expiry - Scheduler.SYSTEM.nanoTime() > 0) {
      start(); // <1>
      return;
    }
    if (expiry != expirySeenInGrace || idle && hasInput()) {
      expirySeenInGrace = expiry;
      schedule(GRACE); // <2>
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

  // end::check[]

  /** Whether a request has arrived that the connection's thread has not read yet. */
  private boolean hasInput() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException _) {
      return false; // the client has sent RST
    }
  }

  /** Stops the timer. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
  }
}
