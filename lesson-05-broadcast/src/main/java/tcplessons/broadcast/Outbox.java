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
 * What one receiver is still to get: messages, in order, up to a bound. Whoever adds to it never
 * waits; one thread writes it out and is the only one that does.
 *
 * <p>A message is one array for all of its receivers, and none of them changes it. Each counts it
 * in full, as if it were alone.
 */
@RequiredArgsConstructor
final class Outbox {

  /** What a message takes beside its bytes: an array's header, and a place in the queue. */
  static final int OVERHEAD = 32;

  /** What is gathered for one write, at most; more per write is not faster. */
  private static final int BATCH = 64 * 1024;

  private final int bound;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private int memory;
  private int beingWritten;
  private boolean closed;

  /**
   * Adds a message, if there is room for it. Once it is closed messages go nowhere.
   *
   * @return false if there is none: the receiver has fallen behind, and nothing was added
   */
  // tag::add[]
  @Locked("lock")
  boolean add(byte[] message) {
    if (closed) {
      return true;
    }
    int cost = message.length + OVERHEAD;
    if (memory + cost > bound) { // <1>
      return false; // <2>
    }
    waiting.add(message);
    bytes += message.length;
    memory += cost;
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
    waiting.clear();
    close();
  }

  /** Writes whatever is added, until it is closed and empty, or a write fails. */
  // tag::write[]
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    for (var batch = next(); batch != null; batch = next()) {
      out.write(batch.array(), 0, batch.position()); // <1>
    }
  }

  @Locked("lock")
  private ByteBuffer next() throws InterruptedException {
    memory -= beingWritten; // <2>
    beingWritten = 0;
    while (waiting.isEmpty() && !closed) {
      news.await(); // <3>
    }
    if (waiting.isEmpty()) {
      return null;
    }
    if (waiting.size() == 1 || waiting.peek().length >= BATCH) {
      var message = taken();
      return ByteBuffer.wrap(message).position(message.length); // <4>
    }
    var batch = ByteBuffer.allocate(Math.min(bytes, BATCH));
    while (!waiting.isEmpty() && waiting.peek().length <= batch.remaining()) {
      batch.put(taken()); // <5>
    }
    return batch;
  }

  // end::write[]

  private byte[] taken() {
    var message = waiting.remove();
    bytes -= message.length;
    beingWritten += message.length + OVERHEAD;
    return message;
  }
}
