package tcplessons.docs.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server holds on to, seen from outside: proc(5) and the JVM's class histogram, which
 * collects garbage first.
 *
 * @param descriptors open files and sockets
 * @param platform threads of the kernel's
 * @param virtual threads of the JVM's own
 * @param sockets objects that stand for one
 * @param heap bytes of live objects
 */
record Vitals(int descriptors, int platform, int virtual, int sockets, long heap) {

  /** The JVM's own come and go: carriers, compilers, and those who wait for a process's end. */
  private static final int OWN_THREADS = 32;

  /** What caches and tables that never shrink may take, for good. */
  static final long GROWTH = 768 * 1024;

  private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  static Vitals of(long pid) throws IOException {
    int descriptors = descriptors(pid); // before it has one more, for whom asks
    var histogram = new Jcmd(pid).ask("GC.class_histogram");
    var status = Files.readString(Path.of("/proc/" + pid + "/status"));
    return new Vitals(
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

  /** What is more than it was, one line each; empty if it has all been given back. */
  List<String> since(Vitals before) {
    return since(before, GROWTH);
  }

  /** The same for a server that may keep so many bytes of heap. */
  List<String> since(Vitals before, long growth) {
    var more = new ArrayList<String>();
    note(more, "descriptors", before.descriptors, descriptors, 0);
    note(more, "platform threads", before.platform, platform, OWN_THREADS);
    note(more, "virtual threads", before.virtual, virtual, 0);
    note(more, "sockets", before.sockets, sockets, 0);
    note(more, "bytes of heap", before.heap, heap, growth);
    return more;
  }

  private static void note(List<String> more, String what, long was, long is, long allowed) {
    if (is > was + allowed) {
      more.add("%s: %d before, %d after".formatted(what, was, is));
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
