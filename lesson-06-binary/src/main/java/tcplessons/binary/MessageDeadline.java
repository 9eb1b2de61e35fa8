package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import lombok.RequiredArgsConstructor;

/**
 * Closes a connection on which no message has been completed for too long.
 *
 * <p>{@link Socket#setSoTimeout} is not enough. Every byte restarts it, so a client that sends one
 * byte every few seconds keeps its connection open indefinitely. And it limits reads only: a write
 * blocks for as long as the peer does not read (send window zero, RFC 9293 section 3.8.6.1). This
 * timer restarts with each message, and closing the socket ends a blocked read and a blocked write.
 */
@RequiredArgsConstructor
final class MessageDeadline {

  /** What is done with a connection; it restarts the deadline after each message. */
  interface MessageHandler {
    void handle(Socket socket, MessageDeadline deadline) throws IOException;
  }

  /**
   * The size of the kernel's send buffer. A blocked write continues when a third of it is free. In
   * the megabytes to which the kernel lets it grow, a slow peer could read many messages before the
   * write that sent them returns and restarts the deadline.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  /** A check that runs later than this is late, because the process was stopped or the CPU busy. */
  private static final Duration LATENESS_MAX = Duration.ofMillis(100);

  /** At the deadline the handler has this long to finish a message that has arrived already. */
  private static final Duration RECHECK_DELAY = Duration.ofSeconds(1);

  private final Socket socket;
  private final Duration timeout;

  private volatile long restartedAt = Scheduler.SYSTEM.nanoTime();
  private volatile boolean expired;
  private Future<?> timer;
  private boolean rechecking;
  private boolean cancelled;

  /**
   * Handles a connection, and closes its socket when the deadline expires.
   *
   * @param timeout from the end of one message to the end of the next
   * @param message what did not arrive in time, for the error: "whole struct"
   * @throws IOException what the handler throws, or that the deadline has expired
   */
  static void enforce(Socket socket, Duration timeout, String message, MessageHandler handler)
      throws IOException {
    socket.setSendBufferSize(SEND_BUFFER_BYTES);
    var deadline = new MessageDeadline(socket, timeout);
    deadline.check();
    try {
      handler.handle(socket, deadline);
    } catch (IOException e) {
      if (deadline.expired) {
        var time = DurationConverter.format(timeout);
        throw new IOException("no " + message + " for " + time + ": closed (--idle-timeout)", e);
      }
      throw e;
    } finally {
      deadline.cancel();
    }
  }

  /** A message is complete: the time for the next one begins. */
  void restart() {
    restartedAt = Scheduler.SYSTEM.nanoTime();
  }

  // tag::check[]
  private synchronized void check() {
    var elapsed = Duration.ofNanos(Scheduler.SYSTEM.nanoTime() - restartedAt);
    if (cancelled) {
      return;
    }
    try {
      if (elapsed.compareTo(timeout) < 0) {
        rechecking = false;
        timer = Scheduler.SYSTEM.schedule(timeout.minus(elapsed), this::check); // <1>
      } else if (!rechecking && mayHaveUnprocessedInput(elapsed)) {
        rechecking = true;
        timer = Scheduler.SYSTEM.schedule(RECHECK_DELAY, this::check); // <2>
      } else {
        expired = true;
        socket.close(); // <3>
      }
    } catch (IOException _) {
      // Socket closed or connection reset: the handler's next call on the socket throws.
    }
  }

  // end::check[]

  /**
   * Whether the handler may have input that it has not processed yet: unread bytes are in the
   * receive buffer, or this check runs late. When a stopped process (SIGSTOP, a debugger)
   * continues, overdue timers and pending reads and writes run in arbitrary order.
   */
  private boolean mayHaveUnprocessedInput(Duration elapsed) throws IOException {
    return elapsed.minus(timeout).compareTo(LATENESS_MAX) > 0
        || !socket.isInputShutdown() && socket.getInputStream().available() > 0;
  }

  private synchronized void cancel() {
    cancelled = true;
    timer.cancel(false);
  }
}
