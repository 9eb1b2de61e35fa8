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

  /** A check that runs later than this is late, because the process was stopped or the CPU busy. */
  static final Duration LATENESS_MAX = Duration.ofMillis(100);

  /** After a late check the connection's threads have this long to do what is due for them, too. */
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
  // tag::check[]
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
    lastActivity = scheduler.nanoTime(); // <1>
    waitingForInput = false;
  }

  /** Call it after each write, before the next read. */
  void recordWrite() {
    lastActivity = scheduler.nanoTime();
    waitingForInput = true;
  }

  private void check() {
    try {
      var idle = Duration.ofNanos(scheduler.nanoTime() - lastActivity);
      if (expired) {
        socket.setSoLinger(true, 0);
        socket.close(); // <5>
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
    } catch (IOException _) {
      // The socket was closed in the meantime: there is nothing left to end.
    }
  }

  // end::check[]

  /**
   * Whether data has arrived, and the thread that waits for it has not run since. If the thread is
   * blocked in a write instead, unread data is no sign of progress.
   */
  private boolean hasUnreadInput() throws IOException {
    return waitingForInput && socket.getInputStream().available() > 0;
  }

  /**
   * When a process was stopped (SIGSTOP, a debugger) and continues, its timers are due, and so are
   * its reads and writes: the order in which they run is arbitrary.
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
