package tcplessons.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/** One tapped connection: two sockets, and a pump for each direction. */
@RequiredArgsConstructor
final class TapConnection {

  /** What a pump holds at most; while the receiver takes nothing, no more is read. */
  private static final int PIECE = 64 * 1024;

  /** A line shows this much of a piece. */
  private static final int SHOWN = 24;

  private static final int PAUSE_MILLIS = 200;
  private static final String TO_SERVER = "client -> server";
  private static final String TO_CLIENT = "client <- server";

  private final int number;
  private final Socket client;
  private final Socket server;
  private final TapManners manners;
  private final PrintStream out;

  private final long began = System.nanoTime();
  private final AtomicLong passed = new AtomicLong();
  private final AtomicBoolean broken = new AtomicBoolean();

  /** Returns when both directions have ended, or the connection was broken off. */
  // tag::run[]
  void run() throws IOException {
    client.setTcpNoDelay(true); // <1>
    server.setTcpNoDelay(true);
    var back = Thread.startVirtualThread(() -> pump(server, client, TO_CLIENT, TO_SERVER));
    pump(client, server, TO_SERVER, TO_CLIENT); // <2>
    join(back);
  }

  // end::run[]

  /** Passes on what {@code from} says, its end and its reset; a reset by {@code to} as well. */
  // tag::pump[]
  private void pump(Socket from, Socket to, String there, String back) {
    var piece = new byte[PIECE];
    String origin = there;
    try {
      for (int count = read(from, piece); count != -1; count = read(from, piece)) {
        tell(there, describe(piece, count));
        origin = back; // <1>
        forward(to, piece, count);
        origin = there;
      }
      tell(there, "FIN");
      origin = back;
      to.shutdownOutput(); // <2>
    } catch (IOException _) {
      breakOff(origin); // <3>
    }
  }

  // end::pump[]

  /** Closing with a linger time of zero sends RST: socket(7), SO_LINGER. */
  // tag::reset[]
  private void breakOff(String origin) {
    if (broken.compareAndSet(false, true)) { // <1>
      boolean stopped = client.isClosed(); // the tap itself is being closed: nobody's reset
      if (!stopped) {
        tell(origin, "RST");
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

  // end::reset[]

  private int read(Socket from, byte[] piece) throws IOException {
    var in = from.getInputStream();
    int count = in.read(piece);
    return count > 0 && manners.coalescing() ? readUntilPause(from, in, piece, count) : count;
  }

  private static int readUntilPause(Socket from, InputStream in, byte[] piece, int count)
      throws IOException {
    from.setSoTimeout(PAUSE_MILLIS);
    try {
      int more = 0;
      while (more != -1 && count < piece.length) {
        count += more;
        more = in.read(piece, count, piece.length - count);
      }
    } catch (SocketTimeoutException _) {
      // the pause
    } finally {
      from.setSoTimeout(0);
    }
    return count;
  }

  private void forward(Socket to, byte[] piece, int count) throws IOException {
    sleep();
    long before = passed.getAndAdd(count);
    boolean last = manners.resetAfter() > 0 && before + count >= manners.resetAfter();
    int allowed = last ? (int) Math.max(0, manners.resetAfter() - before) : count;
    int step = manners.dripping() ? 1 : Math.max(allowed, 1);
    for (int at = 0; at < allowed; at += step) {
      to.getOutputStream().write(piece, at, step);
    }
    if (last) {
      breakOff("      tap       ");
    }
  }

  private void tell(String direction, String what) {
    double seconds = (System.nanoTime() - began) / 1e9;
    out.printf("#%d %8.3f s  %s  %s%n", number, seconds, direction, what);
  }

  private static String describe(byte[] piece, int count) {
    int shown = Math.min(count, SHOWN);
    var text = new String(piece, 0, shown, ISO_8859_1).replaceAll("[^ -~]", ".");
    var hex = HexFormat.ofDelimiter(" ").formatHex(piece, 0, shown);
    return "%d bytes  %s  %s%s".formatted(count, text, hex, shown < count ? " ..." : "");
  }

  private void sleep() throws IOException {
    try {
      Thread.sleep(manners.delay());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
