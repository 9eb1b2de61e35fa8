package tcplessons.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/** One connection through the tap: two sockets, and one thread for each direction. */
@RequiredArgsConstructor
final class TapConnection {

  /** All that the tap holds of one direction: it reads only after the last write has returned. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int PRINTED_BYTES_MAX = 24;

  /** With --coalesce, a pause of this length ends what is forwarded in one write. */
  private static final int COALESCE_PAUSE_MILLIS = 200;

  private static final String TO_SERVER = "client -> server";
  private static final String TO_CLIENT = "client <- server";
  private static final String BY_TAP = "      tap       ";

  private final int number;
  private final Socket client;
  private final Socket server;
  private final TapOptions options;
  private final PrintStream out;

  private final long startNanos = System.nanoTime();
  private final AtomicLong forwardedBytes = new AtomicLong();
  private final AtomicBoolean aborted = new AtomicBoolean();

  /** Returns when FIN has been forwarded in both directions, or the connection was reset. */
  // tag::run[]
  void run() throws IOException {
    client.setTcpNoDelay(true); // <1>
    server.setTcpNoDelay(true);
    var toClient = new FutureTask<Void>(() -> forward(server, client, TO_CLIENT, TO_SERVER), null);
    Thread.startVirtualThread(toClient);
    forward(client, server, TO_SERVER, TO_CLIENT); // <2>
    await(toClient);
  }

  // end::run[]

  /**
   * Forwards data, FIN and RST from one socket to the other, and a RST of the receiver back.
   *
   * <p>While the write is blocked, because the receiver reads nothing, a RST of the sender is not
   * noticed: Java reports it only to a read or write of that socket. A proxy in C would get
   * EPOLLERR from epoll_ctl(2); a Selector of Java removes a channel of no interest from epoll.
   */
  // tag::forward[]
  private void forward(Socket from, Socket to, String direction, String opposite) {
    String failing = direction;
    try {
      var buffer = new byte[BUFFER_BYTES];
      for (int count = read(from, buffer); count != -1; count = read(from, buffer)) {
        print(direction, describe(buffer, count));
        failing = opposite; // <1>
        write(to, buffer, count);
        failing = direction;
      }
      print(direction, "FIN");
      failing = opposite;
      to.shutdownOutput(); // <2>
    } catch (IOException _) {
      abort(failing); // <3>
    } catch (Throwable e) {
      abort(BY_TAP); // otherwise the thread of the other direction waits for data forever
      throw e;
    }
  }

  // end::forward[]

  /**
   * Closes both connections with RST. Closing with a linger time of zero does that: socket(7),
   * SO_LINGER; RFC 9293 section 3.10.5 calls it ABORT.
   */
  // tag::abort[]
  private void abort(String direction) {
    if (aborted.compareAndSet(false, true)) { // <1>
      boolean stopped = client.isClosed(); // by the tap's own stop, not by a peer
      if (!stopped) {
        print(direction, "RST");
      }
      for (var socket : List.of(client, server)) {
        try (socket) {
          socket.setSoLinger(!stopped, 0); // <2>
        } catch (IOException _) {
          // it is closed already
        }
      }
    }
  }

  // end::abort[]

  private int read(Socket from, byte[] buffer) throws IOException {
    var in = from.getInputStream();
    int count = in.read(buffer);
    return count > 0 && options.coalesce ? readUntilPause(from, in, buffer, count) : count;
  }

  private static int readUntilPause(Socket from, InputStream in, byte[] buffer, int count)
      throws IOException {
    from.setSoTimeout(COALESCE_PAUSE_MILLIS);
    try {
      int more = 0;
      while (more != -1 && count < buffer.length) {
        count += more;
        more = in.read(buffer, count, buffer.length - count);
      }
    } catch (SocketTimeoutException _) {
      // the pause
    } finally {
      from.setSoTimeout(0);
    }
    return count;
  }

  private void write(Socket to, byte[] buffer, int count) throws IOException {
    delay();
    long before = forwardedBytes.getAndAdd(count);
    long limit = options.resetAfterBytes > 0 ? options.resetAfterBytes : Long.MAX_VALUE;
    boolean last = before + count >= limit;
    int allowed = Math.clamp(limit - before, 0, count);
    int step = options.drip ? 1 : Math.max(allowed, 1);
    for (int offset = 0; offset < allowed; offset += step) {
      to.getOutputStream().write(buffer, offset, step);
    }
    if (last) {
      abort(BY_TAP);
    }
  }

  private void print(String direction, String event) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    out.printf(ROOT, "#%d %8.3f s  %s  %s%n", number, seconds, direction, event);
  }

  private static String describe(byte[] buffer, int count) {
    int printed = Math.min(count, PRINTED_BYTES_MAX);
    var text = new String(buffer, 0, printed, ISO_8859_1).replaceAll("[^ -~]", ".");
    var hex = HexFormat.ofDelimiter(" ").formatHex(buffer, 0, printed);
    return count + " bytes  " + text + "  " + hex + (printed < count ? " ..." : "");
  }

  private void delay() throws IOException {
    try {
      Thread.sleep(options.delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void await(FutureTask<?> direction) throws IOException {
    try {
      direction.get();
    } catch (ExecutionException e) {
      throw new IOException(Cli.describe(e.getCause()), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
