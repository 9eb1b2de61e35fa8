package tcplessons.keepalive;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import lombok.Getter;

/**
 * Ends a connection on which nothing has moved for a while, in either direction.
 *
 * <p>First it ends the input, so that whoever waits in {@code read} gets -1 and can say goodbye. If
 * the connection is still open {@link #GRACE} later, because a {@code write} is stuck, it resets
 * it.
 *
 * <p>It costs one entry in a shared timer, and no thread.
 */
final class IdleTimeout implements AutoCloseable {

  /** Time enough for a short goodbye; a peer that takes no more data must not get more of ours. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private final Socket socket;
  private final Duration limit;
  private final Alarm alarm;

  private volatile long lastMoved;
  private Future<?> next;
  private boolean closed;

  /** Whether the limit has passed: then -1 from {@code read} is our doing, not the peer's. */
  @Getter private volatile boolean expired;

  /** Starts the clock. Closing this stops it, and leaves the socket to its owner. */
  // tag::watch[]
  IdleTimeout(Socket socket, Duration limit, Alarm alarm) {
    this.socket = socket;
    this.limit = limit;
    this.alarm = alarm;
    moved();
    lookIn(limit.toNanos());
  }

  private synchronized void lookIn(long nanos) {
    if (!closed) {
      next = alarm.in(nanos, this::look);
    }
  }

  /** Something was read or written. It only notes the time: no timer is set anew. */
  void moved() {
    lastMoved = alarm.nanos(); // <1>
  }

  private void look() {
    try {
      long left = limit.toNanos() - (alarm.nanos() - lastMoved);
      if (expired) {
        socket.setSoLinger(true, 0);
        socket.close(); // <4>
      } else if (left > 0) {
        lookIn(left); // <2>
      } else {
        expired = true;
        lookIn(GRACE.toNanos());
        socket.shutdownInput(); // <3>
      }
    } catch (IOException _) {
      // closed in the meantime, which is all that was wanted
    }
  }

  // end::watch[]

  @Override
  public synchronized void close() {
    closed = true;
    next.cancel(false);
  }
}
