package tcplessons.broadcast;

import static lombok.AccessLevel.PRIVATE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/**
 * One connected client: its socket, its send queue, and a virtual thread that writes the queue to
 * the socket.
 *
 * <p>{@link #send} waits while the queue is full, so that a fast sender is slowed down. A client
 * that stalls is reset: after a FIN it would take an incomplete stream for a complete one.
 */
@RequiredArgsConstructor(access = PRIVATE)
final class ClientConnection implements AutoCloseable {

  /** How long {@link #close} waits for the queue to be written, and then for the peer's FIN. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * The kernel's send buffer. Left alone, it grows to megabytes, and a blocked write returns only
   * when a third of it is free: a slow receiver would seem to stall.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

  private final Socket socket;
  private final ClientLimits limits;
  private final Outbox outbox;
  private Thread writer;
  private volatile IOException failure;

  /** Starts the thread that writes to a client. */
  static ClientConnection open(Socket socket, ClientLimits limits) throws IOException {
    // The outbox gathers messages while a write is in progress. Nagle's algorithm would only delay
    // the last segment until the previous one is acknowledged: RFC 9293 section 3.7.4.
    socket.setTcpNoDelay(true);
    socket.setSendBufferSize(SEND_BUFFER_BYTES);
    var outbox = new Outbox(limits.maxQueuedBytes(), limits.stallTimeout);
    var connection = new ClientConnection(socket, limits, outbox);
    connection.writer = Thread.startVirtualThread(connection::write);
    return connection;
  }

  /** Adds a message to the send queue, or resets the connection if the client has stalled. */
  void send(byte[] message) {
    try {
      if (!outbox.add(message)) {
        var timeout = DurationConverter.format(limits.stallTimeout);
        reset(new IOException("stalled for " + timeout + " with a full send queue; disconnected"));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      reset(new InterruptedIOException("interrupted")); // without this message it is incomplete
    }
  }

  private void write() {
    try {
      outbox.writeTo(socket.getOutputStream());
    } catch (IOException e) {
      reset(e);
    } catch (Throwable e) {
      reset(new IOException(Cli.describe(e), e)); // the reader reports it
    }
  }

  /**
   * A linger time of zero makes close() send RST and discard the kernel's send buffer: socket(7).
   */
  // tag::reset[]
  private void reset(IOException reason) {
    if (failure == null) {
      failure = reason;
    }
    outbox.discard();
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // The socket is closed already.
    }
  }

  // end::reset[]

  /**
   * Waits for bytes from the client.
   *
   * @return the number of bytes, or -1 at EOF
   * @throws IOException with the first failure: when the writer has closed the socket, {@code
   *     read()} itself would only report that it is closed
   */
  int read(byte[] buffer) throws IOException {
    try {
      return socket.getInputStream().read(buffer);
    } catch (IOException e) {
      throw failure == null ? e : failure;
    }
  }

  /** Accepts no more messages; a {@link #send} that waits returns. */
  void stop() {
    outbox.close();
  }

  /** Writes the rest of the queue, within limits, and closes the socket. */
  @Override
  public void close() throws IOException {
    try (socket) {
      outbox.close();
      writer.join(CLOSE_TIMEOUT);
      socket.shutdownOutput();
      drain();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the socket is closed without waiting any longer
    } catch (IOException _) {
      // The connection is broken; read() has thrown the reason.
    }
  }

  /**
   * Closing a socket that has unread input makes the kernel send RST, which can destroy the last
   * data in flight: RFC 1122 section 4.2.2.13. So this reads until EOF, for at most 2 s.
   */
  private void drain() throws IOException {
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    socket.setSoTimeout(Math.toIntExact(CLOSE_TIMEOUT.toMillis()));
    var unread = new byte[1024];
    int count = 0;
    while (count != -1 && System.nanoTime() < deadline) {
      count = socket.getInputStream().read(unread);
    }
  }
}
