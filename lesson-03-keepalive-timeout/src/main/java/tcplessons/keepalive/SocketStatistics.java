package tcplessons.keepalive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.regex.Pattern;
import lombok.Locked;

/** What ss(8) shows of a socket; Java itself cannot see the kernel's timers. */
final class SocketStatistics {

  private static final Pattern TIMER = Pattern.compile("timer:\\(.*?\\)");

  /**
   * What must be left for ss to be started: its pipes, and room for connections that come
   * meanwhile. Where a pipe cannot be had, Java 25 closes descriptors that are not its own.
   */
  private static final long SPARE_DESCRIPTORS = 64;

  private SocketStatistics() {}

  /** The timer that the kernel runs for a socket, or why it cannot be told. */
  static String timer(Socket socket) {
    var filter = "sport = :%d and dport = :%d".formatted(socket.getLocalPort(), socket.getPort());
    try {
      var ss = start(filter);
      if (ss == null) {
        return "nothing: too few file descriptors are left";
      }
      try {
        if (!ss.waitFor(5, SECONDS)) {
          return "nothing within 5 s";
        }
        var line = new String(ss.getInputStream().readAllBytes(), UTF_8);
        var timer = TIMER.matcher(line);
        return timer.find() ? timer.group() : "no timer";
      } finally {
        ss.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "nothing: interrupted";
    } catch (IOException _) {
      return "nothing: it is not installed (package iproute2)";
    }
  }

  /** One at a time, so that what is left is left for this one; null if that is too little. */
  @Locked
  private static Process start(String filter) throws IOException {
    return descriptorsLeft() < SPARE_DESCRIPTORS
        ? null
        : new ProcessBuilder("ss", "-tnoH", filter).redirectErrorStream(true).start();
  }

  /** None if there is not even one to look with: proc(5). */
  private static long descriptorsLeft() {
    var open = new File("/proc/self/fd").list();
    return open != null
            && ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount() - open.length
        : 0;
  }
}
