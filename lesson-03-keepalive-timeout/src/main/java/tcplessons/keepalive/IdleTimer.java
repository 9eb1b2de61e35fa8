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

  /**
   * The time to send a last message of one segment. If the client does not read and its receive
   * window is zero, the message cannot be sent, and the reset discards it.
   */
  static final Duration RESET_DELAY = Duration.ofSeconds(1);

  /** A check that runs later than this is late, because the process was stopped or the CPU busy. */
  static final Duration LATENESS_MAX = Duration.ofMillis(100);

  /**
   * The time between a check that found unread input, or was late, and the next check. In this time
   * the connection's thread can finish its read or write.
   */
  static final Duration RECHECK_DELAY = Duration.ofSeconds(1);

  private final Socket socket;
  private final Duration timeout;
  private final Scheduler scheduler;

  private volatile long lastActivity;
  private volatile boolean waitingForInput = true;
  private boolean rechecking;
  private Future<?> nextCheck;
  private boolean closed;

  /** Whether the timeout has passed: then this timer made {@code read} return -1, not a FIN. */
  @Getter private volatile boolean expired;

  /** Starts measuring. Closing the timer stops it, and does not close the socket. */
  static IdleTimer start(Socket socket, Duration timeout, Scheduler scheduler) {
    var timer = new IdleTimer(socket, timeout, scheduler);
    timer.lastActivity = scheduler.nanoTime();
    timer.scheduleCheck(timeout);
    return timer;
  }

  private synchronized void scheduleCheck(Duration delay) {
    if (!closed) {
      nextCheck = scheduler.schedule(delay, this::check);
    }
  }

  /** Call it after each read. It only stores the time; the scheduled check stays. */
  void recordRead() {
    lastActivity = scheduler.nanoTime();
    waitingForInput = false;
  }

  /** Call it after each write, before the next read. */
  void recordWrite() {
    lastActivity = scheduler.nanoTime();
    waitingForInput = true;
  }

  private void check() {
    try {
      // tag::check[]
      var idle = Duration.ofNanos(scheduler.nanoTime() - lastActivity);
      if (expired) {
        socket.setSoLinger(true, 0);
        socket.close(); // <1>
      } else if (idle.compareTo(timeout) < 0) {
        rechecking = false;
        scheduleCheck(timeout.minus(idle)); // <2>
      } else if (hasUnreadInput() || isLate(idle)) {
        rechecking = true;
        scheduleCheck(RECHECK_DELAY); // <3>
      } else {
        expired = true;
        scheduleCheck(RESET_DELAY);
        socket.shutdownInput(); // <4>
      }
      // end::check[]
    } catch (IOException _) {
      // The socket was closed in the meantime: there is nothing left to end.
    }
  }

  /**
   * Whether data has arrived that the thread waiting in {@code read} has not read yet. While the
   * thread is blocked in a {@code write} instead, unread data does not count: the connection makes
   * no progress.
   */
  private boolean hasUnreadInput() throws IOException {
    return waitingForInput && socket.getInputStream().available() > 0;
  }

  /**
   * Whether this check runs so late that the process may have been stopped (SIGSTOP, a debugger).
   * When it continues, overdue timers and pending reads and writes run in arbitrary order, so the
   * next check decides.
   */
  private boolean isLate(Duration idle) {
    return !rechecking && idle.minus(timeout).compareTo(LATENESS_MAX) > 0;
  }

  @Override
  public synchronized void close() {
    closed = true;
    nextCheck.cancel(false);
  }
}
