package tcplessons.docs.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tcplessons.docs.model.FaultMatrix.ResourceUsage;

/**
 * Measures the resources of a server from outside: with proc(5), and with the JVM's class
 * histogram, which collects garbage first.
 */
final class ResourceProbe {

  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private ResourceProbe() {}

  static ResourceUsage measure(long pid) throws IOException {
    int descriptors = descriptors(pid); // first: the connection of jcmd is a descriptor too
    var histogram = new Jcmd(pid).execute("GC.class_histogram");
    var status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return new ResourceUsage(
        descriptors,
        (int) number(THREADS, status),
        (int) instances(histogram, "java.lang.VirtualThread"),
        (int)
            (instances(histogram, "sun.nio.ch.NioSocketImpl")
                + instances(histogram, "sun.nio.ch.SocketChannelImpl")),
        number(TOTAL, histogram));
  }

  static int descriptors(long pid) throws IOException {
    try (var entries = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return (int) entries.count();
    }
  }

  private static long instances(String histogram, String name) {
    var line = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(name) + "[ \n]");
    var matcher = line.matcher(histogram);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  private static long number(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(pattern + " is not in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }
}
