package tcplessons.broadcast;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;
import lombok.RequiredArgsConstructor;

/**
 * The bounded send queue of one receiver. One thread writes the messages to the receiver, in order.
 * Adding a message to a full queue waits for the receiver, as long as the receiver makes progress.
 *
 * <p>All receivers share the array of a message, so it must not be changed any more. Each queue
 * counts it in full.
 */
@RequiredArgsConstructor
final class Outbox {

  /** The memory of a message in addition to its bytes: array header and place in the queue. */
  static final int MESSAGE_OVERHEAD_BYTES = 32;

  /**
   * Small messages are gathered up to this size; a longer message is written as it is. Above some
   * kilobytes, the copy costs more than the call to write that it saves.
   */
  private static final int BATCH_BYTES_MAX = 8 * 1024;

  private final int maxQueuedBytes;

  /** How long a write may take before the receiver counts as stalled. */
  private final Duration stallTimeout;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private int payloadBytes;
  private int queuedBytes;
  private int inProgressBytes;

  /** When the current write began, by {@link System#nanoTime}. */
  private long writeBegan;

  private boolean closed;

  /**
   * Adds a message. Waits while the queue is full, until the receiver has stalled or {@link #close}
   * is called; after that messages are dropped.
   *
   * @return false if the receiver has stalled, and the message was not added
   */
  // tag::add[]
  @Locked("lock")
  boolean add(byte[] message) throws InterruptedException {
    int bytes = message.length + MESSAGE_OVERHEAD_BYTES;
    while (!closed && queuedBytes + bytes > maxQueuedBytes) { // <1>
      long remaining = writeBegan + stallTimeout.toNanos() - System.nanoTime();
      if (remaining <= 0) {
        return false; // <2>
      }
      notFull.awaitNanos(remaining); // <3>
    }
    if (!closed) {
      if (queuedBytes == 0) {
        writeBegan = System.nanoTime(); // <4>
      }
      queue.add(message);
      payloadBytes += message.length;
      queuedBytes += bytes;
      notEmpty.signal(); // <5>
    }
    return true;
  }

  // end::add[]

  /** Accepts no more messages; those in the queue are still written. */
  @Locked("lock")
  void close() {
    closed = true;
    notEmpty.signal();
    notFull.signalAll();
  }

  /** Drops the messages in the queue and accepts no more. */
  @Locked("lock")
  void discard() {
    queue.clear();
    close();
  }

  /** Writes messages until the queue is closed and empty, or a write fails. */
  // tag::write[]
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    for (var batch = nextBatch(); batch != null; batch = nextBatch()) {
      out.write(batch.array(), 0, batch.position()); // <1>
    }
  }

  // end::write[]

  // tag::wait[]
  @Locked("lock")
  private ByteBuffer nextBatch() throws InterruptedException {
    queuedBytes -= inProgressBytes; // <1>
    inProgressBytes = 0;
    if (queuedBytes <= maxQueuedBytes / 2) {
      notFull.signalAll(); // <2>
    }
    while (queue.isEmpty() && !closed) {
      notEmpty.await(); // <3>
    }
    if (queue.isEmpty()) {
      return null;
    }
    // end::wait[]
    writeBegan = System.nanoTime();
    if (queue.size() == 1 || queue.peek().length >= BATCH_BYTES_MAX) {
      var message = remove();
      return ByteBuffer.wrap(message).position(message.length);
    }
    var batch = ByteBuffer.allocate(Math.min(payloadBytes, BATCH_BYTES_MAX));
    while (!queue.isEmpty() && queue.peek().length <= batch.remaining()) {
      batch.put(remove());
    }
    return batch;
  }

  private byte[] remove() {
    var message = queue.remove();
    payloadBytes -= message.length;
    inProgressBytes += message.length + MESSAGE_OVERHEAD_BYTES;
    return message;
  }
}
