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
import lombok.RequiredArgsConstructor;

/** What ss(8) shows of a socket: Java has no access to the kernel's timers. */
@RequiredArgsConstructor
final class SocketStatistics {

  private static final Pattern TIMER = Pattern.compile("timer:\\(.*?\\)");

  /**
   * How many file descriptors must be free to start ss: its pipes, and a reserve for connections
   * that arrive meanwhile. If a pipe cannot be created, Java 25 closes descriptors that it did not
   * open.
   */
  private static final long FREE_DESCRIPTORS_MIN = 64;

  /** Only Linux has ss. */
  private final SystemTools system;

  /** The directory of this process's open file descriptors: proc(5). */
  private final File openDescriptors;

  static SocketStatistics ofThisSystem() {
    return new SocketStatistics(SystemTools.ofThisSystem(), new File("/proc/self/fd"));
  }

  /** The timer that the kernel runs for a socket, or the reason why it is unknown. */
  String timer(Socket socket) {
    if (system != SystemTools.LINUX) {
      return "nothing: only Linux has ss";
    }
    if (!openDescriptors.isDirectory()) {
      return "nothing: without /proc, the free file descriptors cannot be counted";
    }
    // Not %d, which prints the digits of the system's language.
    var filter = "sport = :" + socket.getLocalPort() + " and dport = :" + socket.getPort();
    try {
      var ss = start(filter, openDescriptors);
      if (ss == null) {
        return "nothing: too few file descriptors are left";
      }
      try {
        if (!ss.waitFor(5, SECONDS)) {
          return "nothing within 5 s";
        }
        var output = new String(ss.getInputStream().readAllBytes(), UTF_8);
        var timer = TIMER.matcher(output);
        return timer.find() ? timer.group() : withoutTimer(output, ss.exitValue());
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

  private static String withoutTimer(String output, int exitCode) {
    if (exitCode != 0) {
      return "nothing: " + Printable.line(output.lines().findFirst().orElse("exit " + exitCode));
    }
    return output.isBlank() ? "nothing: it does not list the connection" : "no timer";
  }

  /** One process at a time, so that the descriptors are counted once; null if too few are free. */
  @Locked
  private static Process start(String filter, File openDescriptors) throws IOException {
    return freeDescriptors(openDescriptors) < FREE_DESCRIPTORS_MIN
        ? null
        : new ProcessBuilder("ss", "-tnoH", filter).redirectErrorStream(true).start();
  }

  /** Zero if the directory cannot be opened, which takes a descriptor itself: proc(5). */
  private static long freeDescriptors(File openDescriptors) {
    var open = openDescriptors.list();
    return open != null
            && ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount() - open.length
        : 0;
  }
}
