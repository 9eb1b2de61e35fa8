package tcplessons.binary;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/**
 * Closes a connection on which no message has been finished for too long.
 *
 * <p>A timeout of the socket (SO_TIMEOUT) would start again with every byte, so that whoever sends
 * a byte now and then could stay for ever; and there is none for writes, which wait for as long as
 * the peer reads nothing. This clock knows messages only, and ends both: closing a socket wakes
 * whoever waits for it.
 */
@RequiredArgsConstructor
final class Deadline {

  /** What is done with a connection before the deadline, which each message sets anew. */
  interface Conversation {
    void hold(Socket socket, Deadline deadline) throws IOException;
  }

  private final Socket socket;
  private final Duration limit;

  private volatile long began = System.nanoTime();
  private volatile boolean passed;

  /**
   * Holds a conversation, and closes the socket if that takes too long.
   *
   * @param limit from one message's end to the next one's
   * @param awaited what is named in the complaint that it did not come: "whole struct"
   * @throws IOException what the conversation throws, or that its deadline has passed
   */
  // tag::hold[]
  static void hold(Socket socket, Duration limit, String awaited, Conversation conversation)
      throws IOException {
    var deadline = new Deadline(socket, limit);
    var watch = Thread.startVirtualThread(deadline::watch); // <1>
    try {
      conversation.hold(socket, deadline);
    } catch (IOException e) {
      if (deadline.passed) {
        var time = Durations.show(limit);
        throw new IOException("no " + awaited + " for " + time + ": closed (--idle-timeout)");
      }
      throw e;
    } finally {
      watch.interrupt();
    }
  }

  /** A message is finished: the time for the next one begins. */
  void restart() {
    began = System.nanoTime(); // <2>
  }

  private void watch() {
    try {
      for (long left = left(); left > 0; left = left()) {
        Thread.sleep(Duration.ofNanos(left)); // <3>
      }
      passed = true;
      socket.close(); // <4>
    } catch (InterruptedException _) {
      // the conversation is over
    } catch (IOException _) {
      // it is closed already
    }
  }

  // end::hold[]

  private long left() {
    return began + limit.toNanos() - System.nanoTime();
  }
}
