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
 * @param patience how long it waits for a server that takes nothing any more, or all there is
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
    long moved = watch(writer, sent); // <2>
    long ended = System.nanoTime();
    return new Seen(
        "",
        writer.isAlive() ? Seen.Ending.OPEN : Seen.Ending.RST,
        writer.isAlive() && sent.get() < most && ended - moved > STUCK,
        Duration.ofNanos(ended - began),
        Duration.ofNanos(ended - moved));
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

  /** Returns when it got on for the last time, when the connection or its patience is over. */
  private long watch(Thread writer, AtomicLong sent) {
    long last = 0;
    long moved = System.nanoTime();
    boolean goesOn = true;
    try {
      while (goesOn && !writer.join(Duration.ofMillis(BETWEEN_LOOKS))) {
        if (sent.get() != last) {
          last = sent.get();
          moved = System.nanoTime();
        }
        long still = System.nanoTime() - moved;
        boolean hasSeenEnough = leaves && sent.get() < most && still > STUCK;
        goesOn = still < patience.toNanos() && !hasSeenEnough;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return moved;
  }
}
