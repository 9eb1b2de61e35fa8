package tcplessons.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of a connection's large buffers. Those of all connections together take a quarter of
 * the heap at most.
 *
 * <p>Without this limit many clients can fill the heap. Then any thread gets OutOfMemoryError, also
 * a thread of the JVM on which all virtual threads depend: the server never responds again. Lessons
 * 04 and 06 have the same copy.
 */
final class BufferMemory implements AutoCloseable {

  /**
   * A quarter of the heap. A buffer that grows exists twice for a moment, and G1 gives large arrays
   * whole regions, so the rest of the heap must stay free for these.
   */
  private static final long TOTAL_BYTES_MAX = Runtime.getRuntime().maxMemory() / 4;

  private static final AtomicLong RESERVED_BYTES = new AtomicLong();

  private long reservedBytes;

  /** Returns false, and reserves nothing, if all connections together would take too much. */
  boolean reserve(long more) {
    if (RESERVED_BYTES.addAndGet(more) > TOTAL_BYTES_MAX) {
      RESERVED_BYTES.addAndGet(-more);
      return false;
    }
    reservedBytes += more;
    return true;
  }

  /** Releases all that this connection has reserved. */
  @Override
  public void close() {
    RESERVED_BYTES.addAndGet(-reservedBytes);
    reservedBytes = 0;
  }
}
