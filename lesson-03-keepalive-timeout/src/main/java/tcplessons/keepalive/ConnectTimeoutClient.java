package tcplessons.keepalive;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Connects twice to a server that may not respond: {@code setSoTimeout} has no effect on {@code
 * connect}.
 *
 * @param timeout for {@code setSoTimeout}, and for the second {@code connect}
 * @param closeDelay after which another thread closes the first socket; the kernel would retransmit
 *     the SYN for about two minutes: tcp(7), tcp_syn_retries
 */
record ConnectTimeoutClient(Duration timeout, Duration closeDelay, PrintStream out) {

  private interface Attempt {
    void connect(Socket socket) throws IOException;
  }

  // tag::run[]
  void run(InetSocketAddress address) throws IOException {
    int timeoutMillis = Math.toIntExact(timeout.toMillis());
    measure(
        "setSoTimeout alone",
        socket -> {
          socket.setSoTimeout(timeoutMillis);
          var watchdog = Scheduler.SYSTEM.schedule(closeDelay, () -> close(socket)); // <1>
          socket.connect(address);
          watchdog.cancel(false);
        });
    measure(
        "connect with a limit",
        socket -> {
          socket.connect(address, timeoutMillis); // <2>
        });
  }

  // end::run[]

  private void measure(String title, Attempt attempt) throws IOException {
    long start = System.nanoTime();
    String result;
    try (var socket = new Socket()) {
      attempt.connect(socket);
      result = "connected";
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e; // Ctrl-C is not a result
      }
      result = e.getMessage();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(ROOT, "%s: %s after %.1f s%n", title, result, seconds);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // connect() fails in any case.
    }
  }
}
