package tcplessons.keepalive;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * Ends a connection that has been idle: no data was read or written for the timeout.
 *
 * <p>At the timeout it shuts down the socket's input, so that {@code read} returns -1 and the
 * server can still send a last message. If the connection is still open {@link #RESET_DELAY} later,
 * because a {@code write} is blocked, it resets the connection.
 *
 * <p>It uses one entry in a shared timer, and no thread.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class IdleTimer implements AutoCloseable {

  /** Enough for a last message of one segment; to a client that reads nothing it cannot be sent. */
  static final Duration RESET_DELAY = Duration.ofSeconds(1);

  private final Socket socket;
  private final Duration timeout;
  private final Scheduler scheduler;

  private volatile long lastActivity;
  private Future<?> nextCheck;
  private boolean closed;

  /** Whether the timeout has passed: then this timer made {@code read} return -1, not a FIN. */
  @Getter private volatile boolean expired;

  /** Starts measuring. Closing the timer stops it, and does not close the socket. */
  // tag::check[]
  static IdleTimer start(Socket socket, Duration timeout, Scheduler scheduler) {
    var timer = new IdleTimer(socket, timeout, scheduler);
    timer.recordActivity();
    timer.scheduleCheck(timeout);
    return timer;
  }

  private synchronized void scheduleCheck(Duration delay) {
    if (!closed) {
      nextCheck = scheduler.schedule(delay, this::check);
    }
  }

  /** Call it after each read and write. It only stores the time; the scheduled check stays. */
  void recordActivity() {
    lastActivity = scheduler.nanoTime(); // <1>
  }

  private void check() {
    try {
      var idle = Duration.ofNanos(scheduler.nanoTime() - lastActivity);
      if (expired) {
        socket.setSoLinger(true, 0);
        socket.close(); // <4>
      } else if (idle.compareTo(timeout) < 0) {
        scheduleCheck(timeout.minus(idle)); // <2>
      } else {
        expired = true;
        scheduleCheck(RESET_DELAY);
        socket.shutdownInput(); // <3>
      }
    } catch (IOException _) {
      // The socket was closed in the meantime: there is nothing left to end.
    }
  }

  // end::check[]

  @Override
  public synchronized void close() {
    closed = true;
    nextCheck.cancel(false);
  }
}
