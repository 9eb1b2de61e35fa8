package tcplessons.broadcast;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;
import lombok.RequiredArgsConstructor;

/**
 * What one receiver is still to get: bytes, in order, up to a bound. Whoever adds to it never
 * waits; one thread writes it out and is the only one that does.
 *
 * <p>There are two buffers. While one is being written, what comes goes into the other; then they
 * change places. So whatever has gathered meanwhile, a thousand messages or one, leaves in one
 * write. Together they never take more memory than the bound.
 */
@RequiredArgsConstructor
final class Outbox {

  /** A buffer that has grown larger in a burst is not kept: most clients are idle most of time. */
  private static final int KEPT = 8 * 1024;

  private static final byte[] NONE = {};

  private final int bound;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private byte[] filling = NONE;
  private int filled;
  private byte[] writing = NONE;
  private boolean closed;

  /**
   * Adds a copy of these bytes, if there is room for all of them. Once it is closed they go
   * nowhere.
   *
   * @return false if there is none: the receiver has fallen behind, and nothing was added
   */
  // tag::add[]
  @Locked("lock")
  boolean add(byte[] bytes, int count) {
    if (closed) {
      return true;
    }
    int room = bound - writing.length; // <1>
    if (filled + count > room) {
      return false; // <2>
    }
    if (filled + count > filling.length) {
      int wanted = Math.max(filled + count, 2 * filling.length);
      filling = Arrays.copyOf(filling, Math.min(wanted, room));
    }
    System.arraycopy(bytes, 0, filling, filled, count);
    filled += count;
    news.signal(); // <3>
    return true;
  }

  // end::add[]

  /** No more is added; what is in it still goes out. */
  @Locked("lock")
  void close() {
    closed = true;
    news.signal();
  }

  /** Nothing of it goes out any more. */
  @Locked("lock")
  void discard() {
    filled = 0;
    filling = NONE;
    close();
  }

  /** Writes whatever is added, until it is closed and empty, or a write fails. */
  // tag::write[]
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    for (int count = take(); count > 0; count = take()) {
      out.write(writing, 0, count); // <1>
    }
  }

  @Locked("lock")
  private int take() throws InterruptedException {
    var written = writing.length > KEPT ? NONE : writing;
    writing = NONE;
    while (filled == 0 && !closed) {
      news.await(); // <2>
    }
    int count = filled;
    writing = filling; // <3>
    filling = written;
    filled = 0;
    return count;
  }
  // end::write[]
}
