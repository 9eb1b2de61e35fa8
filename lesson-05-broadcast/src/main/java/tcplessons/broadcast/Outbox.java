package tcplessons.broadcast;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lombok.Locked;
import lombok.RequiredArgsConstructor;

/**
 * The bounded send queue of one receiver. Adding a message never blocks; one thread writes the
 * messages to the receiver, in order.
 *
 * <p>All receivers share the array of a message, so it must not be changed any more. Each queue
 * counts it in full.
 */
@RequiredArgsConstructor
final class Outbox {

  /** The memory of a message in addition to its bytes: array header and place in the queue. */
  static final int MESSAGE_OVERHEAD_BYTES = 32;

  /** The most that one write gathers; larger writes are not faster. */
  private static final int BATCH_BYTES_MAX = 64 * 1024;

  private final int maxQueuedBytes;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private int payloadBytes;
  private int queuedBytes;
  private int inProgressBytes;
  private boolean closed;

  /**
   * Adds a message if there is room for it. After {@link #close} messages are dropped.
   *
   * @return false if there is no room: the receiver reads too slowly, and nothing was added
   */
  // tag::add[]
  @Locked("lock")
  boolean add(byte[] message) {
    if (closed) {
      return true;
    }
    int bytes = message.length + MESSAGE_OVERHEAD_BYTES;
    if (queuedBytes + bytes > maxQueuedBytes) { // <1>
      return false; // <2>
    }
    queue.add(message);
    payloadBytes += message.length;
    queuedBytes += bytes;
    changed.signal(); // <3>
    return true;
  }

  // end::add[]

  /** Accepts no more messages; those in the queue are still written. */
  @Locked("lock")
  void close() {
    closed = true;
    changed.signal();
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

  @Locked("lock")
  private ByteBuffer nextBatch() throws InterruptedException {
    queuedBytes -= inProgressBytes; // <2>
    inProgressBytes = 0;
    while (queue.isEmpty() && !closed) {
      changed.await(); // <3>
    }
    if (queue.isEmpty()) {
      return null;
    }
    if (queue.size() == 1 || queue.peek().length >= BATCH_BYTES_MAX) {
      var message = remove();
      return ByteBuffer.wrap(message).position(message.length); // <4>
    }
    var batch = ByteBuffer.allocate(Math.min(payloadBytes, BATCH_BYTES_MAX));
    while (!queue.isEmpty() && queue.peek().length <= batch.remaining()) {
      batch.put(remove()); // <5>
    }
    return batch;
  }

  // end::write[]

  private byte[] remove() {
    var message = queue.remove();
    payloadBytes -= message.length;
    inProgressBytes += message.length + MESSAGE_OVERHEAD_BYTES;
    return message;
  }
}
