package tcplessons.docs.faults;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends and sends, and reads nothing.
 *
 * @param message what it repeats
 * @param most bytes that it has to say, at most
 * @param patience how long it waits for a server that takes nothing any more
 * @param leaves whether it has seen enough when it is stuck
 */
record NeverReader(byte[] message, int most, Duration patience, boolean leaves) implements Peer {

  /** What the kernel keeps for somebody who reads nothing, so that little is enough. */
  private static final int RECEIVE_BUFFER = 4096;

  /** Whoever takes nothing for so long is stuck. */
  private static final long STUCK = Duration.ofSeconds(1).toNanos();

  private static final long BETWEEN_LOOKS = 20;

  @Override
  public void prepare(Socket socket) throws IOException {
    Peer.super.prepare(socket);
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
  }

  // tag::meet[]
  @Override
  public Seen meet(Socket socket) throws IOException {
    long began = System.nanoTime();
    var sent = new AtomicLong();
    var writer =
        Thread.startVirtualThread(() -> {
          try {
            while (sent.get() < most) {
              socket.getOutputStream().write(message); // <1>
              sent.addAndGet(message.length);
            }
            hold(socket);
          } catch (IOException _) {
            // reset: nothing else ends a write to somebody who is there
          }
        });
    boolean stuck = watch(writer, sent, began);
    var after = Duration.ofNanos(System.nanoTime() - began);
    return writer.isAlive()
        ? new Seen("", Seen.Ending.OPEN, stuck, after)
        : new Seen("", Seen.Ending.RST, false, after);
  }

  // end::meet[]

  /** Says a little from time to time: what else would tell it that it was reset? */
  private void hold(Socket socket) throws IOException {
    try {
      while (!socket.isClosed()) {
        Thread.sleep(BETWEEN_LOOKS);
        socket.getOutputStream().write(message, 0, 1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was stuck when the patience, or the connection, was over. */
  private boolean watch(Thread writer, AtomicLong sent, long began) {
    long last = -1;
    long moved = began;
    long until = began + patience.toNanos();
    boolean stuck = false;
    try {
      while (System.nanoTime() < until
          && !(stuck && leaves)
          && !writer.join(Duration.ofMillis(BETWEEN_LOOKS))) {
        if (sent.get() != last) {
          last = sent.get();
          moved = System.nanoTime();
        }
        stuck = sent.get() < most && System.nanoTime() - moved > STUCK;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return stuck;
  }
}
