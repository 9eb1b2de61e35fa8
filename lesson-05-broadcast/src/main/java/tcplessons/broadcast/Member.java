package tcplessons.broadcast;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * One connected client: its socket, what it is still to get, and a virtual thread that writes it.
 *
 * <p>Sending to a member never waits for it. A member that falls behind its bound is reset: its
 * connection must not end like one that has delivered everything.
 */
final class Member implements AutoCloseable {

  /** How long somebody who leaves may take for what is still on its way to him. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket socket;
  private final Outbox outbox;
  private final int behind;
  private final Thread writer;
  private volatile IOException failure;

  /**
   * @param behind how many bytes of memory may wait for it
   */
  Member(Socket socket, int behind) throws IOException {
    this.socket = socket;
    this.behind = behind;
    outbox = new Outbox(behind);
    // The outbox gathers what it can while a write is under way: Nagle would only add a delay.
    socket.setTcpNoDelay(true);
    writer = Thread.startVirtualThread(this::write);
  }

  /** Sends it a message, or resets it if it has fallen behind. Never waits. */
  // tag::send[]
  void send(byte[] message) {
    if (!outbox.add(message)) {
      breakOff(new IOException("fell more than " + behind + " bytes behind; disconnected"));
    }
  }

  // end::send[]

  // tag::write[]
  private void write() {
    try {
      outbox.writeTo(socket.getOutputStream());
    } catch (IOException e) {
      breakOff(e); // <1>
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does
    }
  }

  // end::write[]

  /** Closing with a linger time of zero sends RST and frees what the kernel holds: socket(7). */
  // tag::reset[]
  private void breakOff(IOException why) {
    if (failure == null) {
      failure = why;
    }
    outbox.discard();
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // it is closed already
    }
  }

  // end::reset[]

  /**
   * Waits for what it says.
   *
   * @return how many bytes came, or -1 if it will say no more
   * @throws IOException that says what really happened to it: the reader of a connection that its
   *     writer had to close would only hear that it is closed
   */
  int read(byte[] piece) throws IOException {
    return read(piece, 0, piece.length);
  }

  /** The same, into a part of an array. */
  int read(byte[] piece, int offset, int length) throws IOException {
    try {
      return socket.getInputStream().read(piece, offset, length);
    } catch (IOException e) {
      throw failure == null ? e : failure;
    }
  }

  /** Lets what is still on its way arrive, within limits, and closes the socket. */
  @Override
  public void close() throws IOException {
    try (socket) {
      outbox.close();
      writer.join(FAREWELL);
      socket.shutdownOutput();
      hearOut();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody does
    } catch (IOException _) {
      // It is gone, and whoever read from it was told.
    }
  }

  /**
   * Closing a socket that has unread input makes the kernel answer with RST, which may destroy our
   * last words on their way. So the input is read to its end, if that comes soon.
   */
  private void hearOut() throws IOException {
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    var unread = new byte[1024];
    int count = 0;
    while (count != -1 && System.nanoTime() < deadline) {
      socket.setSoTimeout((int) FAREWELL.toMillis());
      count = socket.getInputStream().read(unread);
    }
  }
}
