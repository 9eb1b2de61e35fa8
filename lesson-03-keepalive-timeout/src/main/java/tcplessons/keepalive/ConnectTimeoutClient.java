package tcplessons.keepalive;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** Connects to somebody who may not answer: {@code setSoTimeout} does not limit that. */
@RequiredArgsConstructor
final class ConnectTimeoutClient {

  private final Duration timeout;

  /** After which the unlimited attempt is given up; the kernel's own patience is minutes. */
  private final Duration patience;

  private final PrintStream out;

  // tag::run[]
  void run(InetSocketAddress address) {
    connect(
        "setSoTimeout alone",
        socket -> {
          socket.setSoTimeout((int) timeout.toMillis());
          var watchdog = Alarm.SYSTEM.in(patience.toNanos(), () -> close(socket)); // <1>
          socket.connect(address);
          watchdog.cancel(false);
        });
    connect(
        "connect with a limit",
        socket -> {
          socket.connect(address, (int) timeout.toMillis()); // <2>
        });
  }

  // end::run[]

  private interface Attempt {
    void on(Socket socket) throws IOException;
  }

  private void connect(String title, Attempt attempt) {
    long start = System.nanoTime();
    String result;
    try (var socket = new Socket()) {
      attempt.on(socket);
      result = "connected";
    } catch (IOException e) {
      result = e.getMessage();
    }
    out.println("%s: %s after %.1f s".formatted(title, result, (System.nanoTime() - start) / 1e9));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // it cannot be more closed than that
    }
  }
}
